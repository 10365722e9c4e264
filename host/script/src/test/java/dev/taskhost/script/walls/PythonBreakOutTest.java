package dev.taskhost.script.walls;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.script.access.Access;
import dev.taskhost.script.network.NetworkList;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way out of {@code attempts.py} ends at a wall, and has done nothing outside of it. */
class PythonBreakOutTest {
    private static final String SETTING = "[scripts] access = \"restricted\"";

    private static final String[] WAYS = {
        "attempts.py", "ways.py", "ways_files.py", "ways_host.py", "ways_processes.py", "scratch.py"
    };

    @TempDir
    static Path folder;

    private static Walled walled;
    private static Canaries canaries;

    @BeforeAll
    static void open() throws Exception {
        walled = new Walled(folder, scratch -> Access.restricted(scratch, NetworkList.NONE), WAYS);
        canaries = new Canaries(walled);
    }

    @AfterAll
    static void close() throws Exception {
        walled.close();
        canaries.close();
    }

    private static String attempt(String function, String name) throws Exception {
        BodyResult result = walled.call(
                "attempts.py:" + function,
                "attempts",
                name,
                walled.outside,
                walled.mark,
                canaries.port(),
                canaries.pid());
        canaries.assertAlone();
        assertThat(result).as(name).isInstanceOf(BodyResult.Failed.class);
        String error = ((BodyResult.Failed) result).error();
        assertThat(error).doesNotContain(Walled.SECRET).doesNotContain("REACHED '");
        return error;
    }

    /** Those that the walls themselves refuse say so. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "low_level",
                "file_io",
                "open_code",
                "up_from_scratch",
                "up_from_here",
                "up_from_scripts",
                "beside_scripts",
                "dir_fd",
                "link_in_scripts",
                "linked_folder_in_scripts",
                "list_linked_folder",
                "link_in_scratch",
                "symlink",
                "hard_link",
                "rename_in",
                "rename_out",
                "copy_in",
                "write_outside",
                "append_outside",
                "truncate_outside",
                "make_folder",
                "remove",
                "remove_tree",
                "chmod",
                "utime",
                "listing",
                "scandir",
                "stat",
                "lstat_of_root",
                "proc_environ",
                "proc_root",
                "proc_cwd",
                "proc_fd",
                "dev_fd",
                "passwd",
                "mapped",
                "rewrite_a_script",
                "new_script",
                "remove_a_script",
                "rewrite_the_library",
                "append_to_the_library",
                "up_from_the_library",
                "up_from_zones",
                "another_tasks_scratch",
                "bytes_path",
                "sandwiched_null",
                "run_path",
                "import_by_spec",
                "import_by_hook",
                "raise_signal",
                "signal_handler",
                "low_signal",
                "alarm",
                "signal_anew",
                "signal_made"
            })
    void wall(String name) throws Exception {
        assertThat(attempt("run", name)).contains("PermissionError", SETTING);
    }

    /** Those that come to nothing in another way. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chdir | Error
            file_url | Error
            import_by_path | ModuleNotFoundError
            import_from_zip | ZipImportError
            extension | Error
            system | OSError
            popen | Error
            subprocess_run | Error
            subprocess_shell | Error
            wrapped_signal | AttributeError
            posix_spawn | Error
            fork | Error
            execv | Error
            multiprocess | Error
            kill | Error
            killpg | UnsupportedOperation
            own_process | UnsupportedOperation
            fork_exec | OSError
            ctypes_library | Error
            ctypes_memory | Error
            low_ctypes | SystemError
            environment | KeyError
            java_type | Error
            java_import | Error
            java_class | Error
            class_path | Error
            other_language | Error
            eval_of_a_file | Error
            bindings | Error
            reflection | AttributeError
            reflection_of_a_function | AttributeError
            replace_the_hosts_functions | Error
            connection | Error
            low_socket | Error
            six | Error
            any_address | Error
            datagram | Error
            connected_datagram | Error
            unix_socket | Error
            listening | Error
            listening_for_datagrams | Error
            http | Error
            name | gaierror
            reverse_name | rror
            """)
    void nothing(String name, String error) throws Exception {
        assertThat(attempt("run", name)).contains(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"asyncio_process", "asyncio_connection", "asyncio_server"})
    void inACoroutine(String name) throws Exception {
        assertThat(attempt("run_async", name)).contains("Error");
    }

    @Test
    void aFreshInterpreterHasTheSameWalls() throws Exception {
        BodyResult result = walled.start(
                        Isolation.FRESH,
                        "attempts.py:run",
                        "attempts",
                        "plain",
                        walled.outside,
                        walled.mark,
                        canaries.port(),
                        canaries.pid())
                .get(120, SECONDS);
        assertThat(result)
                .isInstanceOfSatisfying(
                        BodyResult.Failed.class,
                        failed -> assertThat(failed.error()).contains("PermissionError", SETTING));
    }

    @Test
    void cpythonIsRefusedInWords() throws Exception {
        assertThat(walled.body("attempts.py:run").check(Isolation.CPYTHON).get(60, SECONDS))
                .contains("is not confined", SETTING.replace(" = ", " is "));
        assertThat(walled.start(Isolation.CPYTHON, "attempts.py:run", "attempts")
                        .get(60, SECONDS))
                .isInstanceOf(BodyResult.NotCallable.class);
    }
}

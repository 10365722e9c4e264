package dev.taskhost.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An interpreter goes on when files come and go that nobody has looked for in it; it counts calls to show it. Where somebody has, a
 * new one tells the truth.
 */
@Timeout(300)
class HotComeAndGoTest extends HotFixture {
    private void rescan() throws IOException {
        assertThat(source().rescan()).isTrue();
    }

    private void remove(String path) throws IOException {
        Files.delete(folder.resolve(path));
    }

    @Test
    void pythonFilesThatNobodyHasLookedForComeAndGo() throws Exception {
        write("sub/helper.py", "VALUE = 'old'");
        write(
                "a.py",
                "import sub.helper",
                "CALLS = []",
                "def a(task_key, **kwargs):",
                "    CALLS.append(1)",
                "    return len(CALLS)");
        write("gone.py", "def gone(task_key, **kwargs):", "    return 1");
        open(1);
        assertThat(call("a")).isEqualTo("1");

        write("b.py", "import sub.later", "def b(task_key, **kwargs):", "    return sub.later.VALUE");
        write("sub/later.py", "VALUE = 'beside'");
        rescan();
        assertThat(call("a")).isEqualTo("2");
        assertThat(call("b")).isEqualTo("\"beside\"");

        write("more/deep/c.py", "from more.deep import d", "def c(task_key, **kwargs):", "    return d.VALUE");
        write("more/deep/d.py", "VALUE = 'deep'");
        rescan();
        assertThat(call("a")).isEqualTo("3");
        assertThat(call("c")).isEqualTo("\"deep\"");

        write("pack/__init__.py", "VALUE = 'package'");
        write("e.py", "import pack", "def e(task_key, **kwargs):", "    return pack.VALUE");
        remove("gone.py");
        rescan();
        assertThat(call("a")).isEqualTo("4");
        assertThat(call("e")).isEqualTo("\"package\"");
        assertThat(source().find("gone")).isEmpty();

        remove("sub/later.py"); // which b has imported
        rescan();
        assertThat(call("a")).isEqualTo("1");
        assertThat(call("b")).contains("No module named 'sub.later'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what it does at its first call, what comes then, what it answers before, what after
                "import wanted | wanted.py | \"ModuleNotFoundError\" | \"fine\"",
                "import wanted | wanted/__init__.py | \"ModuleNotFoundError\" | \"fine\"",
                "import sub.wanted | sub/wanted.py | \"ModuleNotFoundError\" | \"fine\"",
                "from sub import wanted | sub/wanted.py | \"ImportError\" | \"fine\"",
                "open(HERE + '/wanted.py').close() | wanted.py | \"FileNotFoundError\" | \"fine\"",
                "sys.path.append(HERE + '/vendor'); import wanted | vendor/wanted.py | \"ModuleNotFoundError\" | \"fine\"",
                "assert 'wanted.py' in os.listdir(HERE) | wanted.py | \"AssertionError\" | \"fine\"",
                "assert list(pkgutil.iter_modules([HERE + '/sub']))[1:] | sub/wanted.py | \"AssertionError\" | \"fine\"",
                "assert os.path.exists(HERE + '/new') | new/wanted.py | \"AssertionError\" | \"fine\"",
                "import other; assert other.__file__.endswith('/__init__.py') | other/__init__.py | \"AssertionError\" | \"fine\"",
                "import importlib; importlib.import_module('_scripts.json') | json.py | \"ModuleNotFoundError\" | \"fine\""
            })
    void whatWasLookedForInVainIsFound(String statement, String path, String before, String after) throws Exception {
        write("sub/helper.py", "VALUE = 1");
        write("other.py", "VALUE = 1");
        write(
                "a.py",
                "import os, pkgutil, sys",
                "HERE = os.path.dirname(__file__)",
                "FOUND = []",
                "def a(task_key, **kwargs):",
                "    if not FOUND:",
                "        try:",
                "            " + statement,
                "            FOUND.append('fine')",
                "        except Exception as e:",
                "            FOUND.append(type(e).__name__)",
                "    return FOUND[0]");
        open(1);
        assertThat(call("a")).isEqualTo(before);
        write(path, "VALUE = 2");
        rescan();
        assertThat(call("a")).isEqualTo(after);
    }

    @Test
    void javaScriptFilesThatNobodyHasLookedForComeAndGo() throws Exception {
        write("lib/helper.js", "exports.value = 'old';");
        write("a.js", "const helper = require('./lib/helper');", "let calls = 0;", "exports.a = () => ++calls;");
        write("gone.mjs", "export const gone = () => 1;");
        write(
                "b.js",
                "let found;",
                "try { require('./wanted'); found = 1; } catch (e) { found = 0; }",
                "exports.b = () => found;");
        open(1);
        assertThat(call("a")).isEqualTo("1");
        write("c.js", "exports.c = () => require('./lib/later').value;");
        write("lib/later.js", "exports.value = 'beside';");
        remove("gone.mjs");
        rescan();
        assertThat(call("a")).isEqualTo("2");
        assertThat(call("c")).isEqualTo("\"beside\"");
        assertThat(call("b")).isEqualTo("0");
        write("wanted.mjs", "export const value = 1;");
        rescan();
        assertThat(call("b")).isEqualTo("1");
        assertThat(call("a")).isEqualTo("1");
    }

    private void installed(String name, int version) throws IOException {
        write("node_modules/" + name + "/package.json", "{\"name\": \"" + name + "\", \"main\": \"main.js\"}");
        write("node_modules/" + name + "/main.js", "exports.version = " + version + ";");
    }

    private void locked(String path, String name, int version) throws IOException {
        write(path, "{\"packages\": {\"" + name + "\": " + version + "}}");
    }

    @Test
    void anotherLockMeansOtherJavaScriptPackages() throws Exception {
        installed("pack", 1);
        locked("package-lock.json", "pack", 1);
        write("a.js", "const pack = require('pack');", "exports.a = () => pack.version;");
        write("b.py", "CALLS = []", "def b(task_key, **kwargs):", "    CALLS.append(1)", "    return len(CALLS)");
        write("c.js", "const late = require('late');", "exports.c = () => late.version;");
        open(1);
        assertThat(call("a")).isEqualTo("1");
        assertThat(call("b")).isEqualTo("1");
        assertThat(call("c")).contains("npm install late");
        installed("pack", 2);
        locked("package-lock.json", "pack", 2); // npm install: last
        rescan();
        assertThat(call("a")).isEqualTo("2");
        assertThat(call("b")).as("Python has nothing to do with it").isEqualTo("2");
        installed("late", 3);
        locked("package-lock.json", "late", 3);
        rescan();
        assertThat(call("c")).isEqualTo("3");
        assertThat(source().inCharge().number()).isEqualTo(3);
        assertThat(source().inCharge().catalog().hashes())
                .containsOnlyKeys("a.js", "b.py", "c.js", "package-lock.json");
    }

    @Test
    void whatAnInstallerNotesMeansThatTheLockIsInstalled() throws Exception {
        installed("pack", 1);
        locked("package-lock.json", "pack", 1);
        locked("node_modules/.package-lock.json", "pack", 1);
        write("a.js", "const pack = require('pack');", "exports.a = () => pack.version;");
        open(1);
        assertThat(call("a")).isEqualTo("1");
        locked("package-lock.json", "pack", 2); // git pull
        rescan();
        assertThat(call("a")).isEqualTo("1");
        String id = source().inCharge().id();
        installed("pack", 2); // npm ci
        locked("node_modules/.package-lock.json", "pack", 2);
        rescan();
        assertThat(call("a")).isEqualTo("2");
        assertThat(source().inCharge().number()).isEqualTo(3);
        assertThat(source().inCharge().id())
                .as("the same on all hosts with these files")
                .isEqualTo(id);
        assertThat(source().rescan()).isFalse();
    }
}

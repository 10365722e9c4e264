package dev.taskhost.script.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.script.catalog.CatalogScan;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.environment.Environment;
import dev.taskhost.script.environment.Environments;
import dev.taskhost.script.library.Library;
import dev.taskhost.script.library.LogRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCheckTest {
    private static final SystemPython NONE = new SystemPython("no-such-python");

    @TempDir
    Path temp;

    private Path scripts;
    private Environments environments;

    @BeforeEach
    void folders() throws IOException {
        scripts = Files.createDirectory(temp.toRealPath().resolve("scripts"));
        environments = new Environments(temp.resolve("python"));
    }

    private void write(String path, String text) throws IOException {
        Path file = scripts.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> problems(SystemPython system) throws IOException {
        return problems(system, Library.NONE);
    }

    private List<String> problems(SystemPython system, Library library) throws IOException {
        var catalog = CatalogScan.scan(scripts, CatalogScan.empty(), null, environments)
                .catalog();
        return new ImportCheck(scripts, Generation.of(1, catalog, null), system, library).problems();
    }

    private void install(String... files) throws IOException {
        write(Environment.LOCK, "alpha==1 --hash=sha256:0\n");
        Path site = environments.begin();
        for (String file : files) {
            Files.createDirectories(site.resolve(file).getParent());
            Files.writeString(site.resolve(file), "");
        }
        environments.finish(site, new LockFile(Files.readString(scripts.resolve(Environment.LOCK))).hash());
    }

    @Test
    void whatIsThereIsNoProblem() throws Exception {
        install("alpha.py", "beta/__init__.py", "space/part/x.py");
        write("lib/common.py", "");
        write(
                "task.py",
                "import os, json, asyncio, alpha\nimport beta.x\nfrom space.part import x\nfrom lib import common\nimport lib.common, java, task\n");
        assertThat(problems(NONE)).isEmpty();
    }

    @Test
    void modulesOfTheHostAreKnownAndCopiesOfThemNotLookedAt() throws Exception {
        Path folder = Files.createDirectories(temp.resolve("pylib"));
        Files.createDirectories(folder.resolve("libs/logger"));
        Files.createFile(folder.resolve("libs/logger/__init__.py"));
        write("a.py", "import libs.logger, taskhost\nfrom models.task import Task\nimport logger\nimport requests\n");
        write("libs/logger/__init__.py", "import concurrent_log_handler\n");
        write("libs/aps/__init__.py", "import apscheduler\n");
        write("libs/own.py", "import yaml\n");
        write("b.py", "from redis import redis_pools\n");
        write("c.py", "import redis\n");
        assertThat(problems(NONE, new Library(folder, "{}", LogRecords.HOST)))
                .extracting(problem -> problem.substring(0, problem.indexOf(',')))
                .containsExactly(
                        "scripts/c.py:1 imports redis",
                        "scripts/a.py:4 imports requests",
                        "scripts/libs/own.py:1 imports yaml");
        assertThat(problems(NONE)).hasSizeGreaterThan(4);
    }

    @Test
    void whatIsMissingIsNamedWithWhoImportsItAndWhatToDo() throws Exception {
        write("a.py", "import yaml\n");
        write("deep/b.py", "def f():\n    import yaml.nodes\n");
        write("deep/c.py", "try:\n    import simplejson\nexcept ImportError:\n    import json\n");
        assertThat(problems(NONE))
                .containsExactly(
                        "scripts/a.py:1, scripts/deep/b.py:2 import yaml, which is nowhere. Add PyYAML to scripts/requirements.txt and run"
                                + " `taskhost pip install`; if it needs C code, install it for the system's Python and give the task extra.isolation = \"cpython\"");
    }

    @Test
    void aScriptElsewhereIsNoPackage() throws Exception {
        write("lib/common.py", "");
        write("lib/task.py", "import common\n");
        assertThat(problems(NONE))
                .hasSize(1)
                .first()
                .asString()
                .contains("scripts/lib/task.py:1 imports common", "imported as lib.common")
                .doesNotContain("requirements");
    }

    @Test
    void requirementsThatWereNeverInstalled() throws Exception {
        write(Environment.REQUIREMENTS, "alpha\n");
        assertThat(problems(NONE)).hasSize(1).first().asString().contains("Run `taskhost pip install`");
    }

    @Test
    void aPackageThatHasCodeInCIsNamedWithWhoImportsIt() throws Exception {
        install("alpha/_speedups.cpython-312-x86_64-linux-gnu.so", "alpha/__init__.py");
        write("a.py", "import alpha\n");
        assertThat(problems(NONE))
                .hasSize(1)
                .first()
                .asString()
                .contains("Package alpha in the environment has C code (alpha/_speedups", "imported by scripts/a.py:1");
    }
}

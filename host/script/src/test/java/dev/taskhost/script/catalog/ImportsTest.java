package dev.taskhost.script.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportsTest {
    @TempDir
    Path root;

    private List<String> imported(String importer, String text, String... others) throws IOException {
        for (String path : others) {
            write(path, "");
        }
        write(importer, text);
        Catalog catalog =
                CatalogScan.scan(root, CatalogScan.empty(), null, null).catalog();
        Script script = catalog.at(importer).orElseThrow();
        return Imports.scripts(script, Imports.names(script.language(), text), catalog).stream()
                .sorted()
                .toList();
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void pythonsImports() throws IOException {
        String text = """
                import os, a.b as ab, c
                from d import (e,
                               f as g)
                from p.q import *
                def late():
                    if True: import h; from i import j
                "import no"  # import no
                """;
        assertThat(imported(
                        "main.py",
                        text,
                        "a/__init__.py",
                        "a/b.py",
                        "c.py",
                        "d.py",
                        "p/q/__init__.py",
                        "h.py",
                        "i/j.py",
                        "no.py",
                        "os_.py"))
                .containsExactly("a/__init__.py", "a/b.py", "c.py", "d.py", "h.py", "i/j.py", "p/q/__init__.py");
    }

    @Test
    void relativeOnes() throws IOException {
        assertThat(imported(
                        "x/y/main.py",
                        "from . import one\nfrom ..two import three\nfrom .main import itself\n",
                        "x/__init__.py",
                        "x/y/__init__.py",
                        "x/y/one.py",
                        "x/two.py",
                        "one.py"))
                .containsExactly("x/__init__.py", "x/two.py", "x/y/__init__.py", "x/y/one.py");
    }

    @Test
    void javaScripts() throws IOException {
        String text = """
                import one, { two } from './one.mjs';
                import "../side.js";
                const three = require("./three"), other = require('lodash');
                const four = () => import(`./four`);
                """;
        assertThat(imported("x/main.mjs", text, "x/one.mjs", "side.js", "x/three.cjs", "x/four/index.js", "lodash.js"))
                .containsExactly("side.js", "x/four/index.js", "x/one.mjs", "x/three.cjs");
    }
}

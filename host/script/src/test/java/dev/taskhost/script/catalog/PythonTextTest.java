package dev.taskhost.script.catalog;

import static dev.taskhost.script.catalog.NameKind.FUNCTION;
import static dev.taskhost.script.catalog.NameKind.IMPORTED;
import static dev.taskhost.script.catalog.NameKind.VALUE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PythonTextTest {
    private static Map<String, NameKind> names(String text) {
        return PythonText.names(PythonText.blank(text));
    }

    @Test
    void everyKindOfName() {
        assertThat(names("""
                #!/usr/bin/env python3
                import os, sys as system
                import a.b.c
                from x import (one,
                    two as zwei)
                from . import three
                def f(a,
                      b=")"): return 1
                async  def g(): pass
                @decorated
                def h():
                    inner = 1
                    def nested(): pass
                class K(Base): pass
                main = partial(f)
                f = traced(f)
                a, b = 1, 2
                typed: int = 3
                x == y
                print(k=1)
                größe = 1; zweite = 2
                if True:
                    hidden = 1
                else: other = 2
                """))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("os", IMPORTED),
                        Map.entry("system", IMPORTED),
                        Map.entry("one", IMPORTED),
                        Map.entry("zwei", IMPORTED),
                        Map.entry("three", IMPORTED),
                        Map.entry("f", FUNCTION),
                        Map.entry("g", FUNCTION),
                        Map.entry("h", FUNCTION),
                        Map.entry("K", VALUE),
                        Map.entry("main", VALUE),
                        Map.entry("a", VALUE),
                        Map.entry("b", VALUE),
                        Map.entry("typed", VALUE),
                        Map.entry("größe", VALUE),
                        Map.entry("zweite", VALUE)));
    }

    @Test
    void stringsAndCommentsAreNoCode() {
        assertThat(names("""
                '''
                def in_docstring(): pass
                '''
                text = \"""
                def in_string(): pass
                it's "quoted" \\\""" still
                \"""
                # def in_comment(): pass
                s = 'it\\'s # no comment'
                def real(): pass
                long = 1 + \\
                def_not = 2
                r = f"{x['a']} # {y}"
                def last(): pass
                """)).containsOnlyKeys("text", "s", "real", "long", "r", "last");
    }

    @Test
    void whetherAsyncioIsImported() {
        assertThat(PythonText.importsAsyncio(PythonText.blank("import os, asyncio\n")))
                .isTrue();
        assertThat(PythonText.importsAsyncio(PythonText.blank("def f():\n    from asyncio import sleep\n")))
                .isTrue();
        assertThat(PythonText.importsAsyncio(PythonText.blank("# import asyncio\ns = '''\nimport asyncio\n'''\n")))
                .isFalse();
        assertThat(PythonText.importsAsyncio(PythonText.blank("import asyncio_like\n")))
                .isFalse();
    }
}

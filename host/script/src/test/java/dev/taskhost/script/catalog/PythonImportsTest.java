package dev.taskhost.script.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PythonImportsTest {
    private static List<String> needed(String text) {
        return PythonImports.of(text).stream()
                .map(each -> each.module() + " " + each.line())
                .toList();
    }

    @Test
    void everyWayToWriteAnImport() {
        assertThat(needed("""
                import os, yaml.nodes as nodes
                from requests.auth import (
                    HTTPBasicAuth,
                )
                from . import sibling
                from .other import x
                from __future__ import annotations
                import a; import b
                if ready: import c
                def f():
                    import late
                    return late
                class K:
                    import inside
                """))
                .containsExactly(
                        "os 1", "yaml 1", "requests 2", "__future__ 7", "a 8", "b 8", "c 9", "late 11", "inside 14");
    }

    @Test
    void whatIsNoImport() {
        assertThat(needed("""
                '''
                import in_a_docstring
                '''
                text = "import in_a_string"
                # import in_a_comment
                importer = important = 1
                call(
                    imported,
                )
                from_here = 1
                """)).isEmpty();
    }

    @Test
    void whatTheScriptIsPreparedToMiss() {
        assertThat(needed("""
                try:
                    import fast
                    if True:
                        import nested
                except ImportError:
                    import slow
                else:
                    import also
                try: import one
                except: pass
                try:
                    import tomllib
                except (ValueError, ModuleNotFoundError) as e:
                    tomllib = None
                with contextlib.suppress(ImportError):
                    import suppressed
                if TYPE_CHECKING:
                    import types_only
                if sys.version_info < (3, 11):
                    import tomli
                else:
                    import other
                if __name__ == "__main__":
                    import script_only
                """)).isEmpty();
    }

    @Test
    void whatOnlyLooksLikeIt() {
        assertThat(needed("""
                try:
                    import needed
                except ValueError:
                    import handler
                finally:
                    import last
                if TYPE_CHECKING:
                    import a
                else:
                    import b
                try:
                    x()
                except ImportError:
                    pass
                import after
                for x in y:
                    import looped
                """)).containsExactly("needed 2", "handler 4", "last 6", "b 10", "after 15", "looped 17");
    }
}

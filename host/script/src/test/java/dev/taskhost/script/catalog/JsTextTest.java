package dev.taskhost.script.catalog;

import static dev.taskhost.script.catalog.NameKind.FUNCTION;
import static dev.taskhost.script.catalog.NameKind.IMPORTED;
import static dev.taskhost.script.catalog.NameKind.VALUE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JsTextTest {
    private static Map<String, NameKind> names(String text) {
        String code = JsBlank.of(text);
        return JsText.names(code, JsText.isModule(code));
    }

    @Test
    void whatAModuleExports() {
        assertThat(names("""
                import x from './x.js';
                export function f() { const inner = 1; }
                export async function g() {}
                export const h = async (a) => a, notSeen = 1;
                export let n = 3;
                export class K {}
                function p() {}
                export { p as q, x };
                export { z } from './z.js';
                export default function main() {}
                """))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "f", FUNCTION, "g", FUNCTION, "h", FUNCTION, "n", VALUE, "K", VALUE, "q", FUNCTION, "x", VALUE,
                        "z", IMPORTED, "default", FUNCTION, "main", FUNCTION));
    }

    @Test
    void whatCommonJsExports() {
        assertThat(names("""
                const { a } = require('a');
                function run() {}
                function internal() { exports.inner = 1; }
                exports.one = function () {};
                module.exports.two = (x) => x;
                exports.three = run;
                exports.four = 4;
                """))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("one", FUNCTION, "two", FUNCTION, "three", FUNCTION, "four", VALUE));
        assertThat(names("""
                async function run() {}
                module.exports = { run, other: async () => ({ a: 1 }), method(x) { return { y: x }; }, n: 1, };
                """))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("run", FUNCTION, "other", FUNCTION, "method", FUNCTION, "n", VALUE));
        assertThat(names("module.exports = function main() {};")).containsEntry("default", FUNCTION);
    }

    @Test
    void stringsTemplatesRegexesAndCommentsAreNoCode() {
        assertThat(names("""
                // export function inComment() {}
                /* export const inBlock = 1; */
                const s = "export function inString() {}";
                const t = `
                export function inTemplate() {}
                ${ `nested ${1}` }
                `;
                const r = /export function inRegex() { [/`] /;
                const d = 4 / 2; // a slash
                exports.real = () => `}`;
                """)).containsOnlyKeys("real");
        assertThat(JsText.isModule(JsBlank.of("const x = import('./y.js');"))).isFalse();
        assertThat(JsText.isModule(JsBlank.of("import './y.js';"))).isTrue();
    }
}

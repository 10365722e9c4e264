package dev.taskhost.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A changed script that loads, but takes something away from those that import it. */
@Timeout(300)
class HotImportersTest extends HotFixture {
    @Test
    void whatBreaksThoseThatImportItIsHeldBackUntilTheyFollow() throws Exception {
        write("lib/__init__.py", "");
        write("lib/money.py", "def gross(net):", "    return net * 2");
        write("lib/both.py", "from .money import gross");
        write("bill.py", "from lib.both import gross", "def bill(task_key, **kwargs):", "    return gross(1)");
        write("other.py", "def other(task_key, **kwargs):", "    return 'o1'");
        open();
        assertThat(call("bill")).isEqualTo("2");

        write("lib/money.py", "def with_tax(net):", "    return net * 3");
        write("other.py", "def other(task_key, **kwargs):", "    return 'o2'");
        assertThat(source().rescan()).isTrue();
        assertThat(call("bill")).isEqualTo("2");
        assertThat(call("other")).as("the others are not held up").isEqualTo("\"o2\"");
        assertThat(source().problems())
                .singleElement()
                .asString()
                .startsWith("scripts/lib/money.py breaks scripts/")
                .contains("ImportError: cannot import name 'gross'", "scripts/lib/money.py stays as it was before");
        assertThat(source().rescan()).isFalse();

        write("lib/both.py", "from .money import with_tax as gross");
        assertThat(source().rescan()).as("at once, not when it is tried again").isTrue();
        assertThat(call("bill")).isEqualTo("3");
        assertThat(source().problems()).isEmpty();
    }

    @Test
    void whoWasBrokenBeforeHoldsNobodyBack() throws Exception {
        write("helper.py", "VALUE = 1");
        write("bad.py", "import helper", "helper.NOTHING", "def bad(task_key, **kwargs):", "    return 1");
        write("a.py", "import helper", "def a(task_key, **kwargs):", "    return helper.VALUE");
        open();
        write("helper.py", "VALUE = 2");
        assertThat(source().rescan()).isTrue();
        assertThat(call("a")).isEqualTo("2");
        assertThat(source().problems()).isEmpty();
    }

    @Test
    void whatChangedWithItAndNeedsItIsHeldBackToo() throws Exception {
        write("helper.js", "exports.one = 1;");
        write(
                "a.js",
                "const { one } = require('./helper');",
                "if (!one) throw new Error('no one');",
                "exports.a = () => one;");
        write("b.js", "exports.b = () => 'b1';");
        write("c.mjs", "export const c = () => 'c1';");
        open();
        write("helper.js", "exports.two = 2;");
        write(
                "b.js",
                "const { two } = require('./helper');",
                "if (!two) throw new Error('no two');",
                "exports.b = () => two;");
        write("c.mjs", "import helper from './helper.js';", "export const c = () => Object.keys(helper);");
        assertThat(source().rescan()).isTrue();
        assertThat(call("a")).isEqualTo("1");
        assertThat(call("b")).isEqualTo("\"b1\"");
        assertThat(call("c")).isEqualTo("[\"one\"]");
        assertThat(source().problems())
                .hasSize(2)
                .anyMatch(problem -> problem.contains("scripts/helper.js breaks scripts/a.js"))
                .anyMatch(problem -> problem.contains("no two"));
        write("helper.js", "exports.one = 1;", "exports.two = 2;");
        assertThat(source().rescan()).isTrue();
        assertThat(call("b")).isEqualTo("2");
        assertThat(source().problems()).isEmpty();
    }
}

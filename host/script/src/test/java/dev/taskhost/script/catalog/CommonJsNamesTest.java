package dev.taskhost.script.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What compilers and people write, as Node's own lexer reads it. */
class CommonJsNamesTest {
    @Test
    void whatTypeScriptWrites() {
        CommonJsNames names = CommonJsNames.of("""
                "use strict";
                Object.defineProperty(exports, "__esModule", { value: true });
                exports.helper = exports.Kind = void 0;
                const tslib_1 = require("tslib");
                tslib_1.__exportStar(require("./all"), exports);
                Object.defineProperty(exports, "other", { enumerable: true, get: function () { return other_1.other; } });
                exports.default = 1;
                """);
        assertThat(names.names()).containsExactlyInAnyOrder("__esModule", "helper", "Kind", "other");
        assertThat(names.from()).containsExactly("./all");
    }

    @Test
    void whatBundlersWrite() {
        assertThat(CommonJsNames.of("0 && (module.exports = {\n  first,\n  second: x\n});\n")
                        .names())
                .containsExactly("first", "second");
        assertThat(CommonJsNames.of("__reExport(src_exports, require('./a'), module.exports);")
                        .from())
                .containsExactly("./a");
    }

    @Test
    void whatPeopleWrite() {
        CommonJsNames names = CommonJsNames.of("module.exports = { ...require('./base'), own, f() { return 1; } };");
        assertThat(names.names()).containsExactly("own", "f");
        assertThat(names.from()).containsExactly("./base");
        assertThat(CommonJsNames.of("module.exports = require(\"./lib\");").from())
                .containsExactly("./lib");
        assertThat(CommonJsNames.of("exports['a'] = 1; exports['not a name'] = 2; if (exports.b == 1) {}")
                        .names())
                .containsExactly("a");
    }
}

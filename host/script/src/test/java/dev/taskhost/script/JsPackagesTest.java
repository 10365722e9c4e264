package dev.taskhost.script;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.BodySource.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packages in scripts/node_modules, as npm lays them out and Node finds them. */
@Timeout(180)
class JsPackagesTest {
    @TempDir
    static Path temp;

    private static Path folder;
    private static ScriptSource source;

    @BeforeAll
    static void open() throws IOException {
        folder = temp.toRealPath().resolve("scripts");
        packages();
        tasks();
        source = new ScriptSource(ScriptSettings.of(folder, 1), Running.CLOCK);
    }

    @AfterAll
    static void close() {
        source.close();
    }

    private static void write(String path, String... lines) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private static void packages() throws IOException {
        write(
                "node_modules/plain/package.json",
                "{\"name\": \"plain\", \"description\": \"\\\"main\\\": \\\"wrong\\\"\", \"main\": \"lib/main\"}");
        write(
                "node_modules/plain/lib/main.js",
                "exports.version = 1;",
                "exports.twice = (x) => 2 * require('./parts').same(x);");
        write("node_modules/plain/lib/parts/index.js", "module.exports = require('./same');");
        write("node_modules/plain/lib/parts/same.js", "exports.same = (x) => x;");
        write("node_modules/plain/data.json", "{\"answer\": 42}");
        write(
                "node_modules/both/package.json",
                "{\"name\": \"both\", \"type\": \"commonjs\", \"exports\": {",
                " \".\": {\"import\": \"./esm.mjs\", \"require\": \"./cjs.js\"},",
                " \"./parts/*\": \"./src/*.js\", \"./parts/inner/*\": null, \"./gone\": \"./gone.js\", \"./node\": {\"node\": \"./src/a.js\"}}}");
        write("node_modules/both/esm.mjs", "export const kind = 'esm';");
        write("node_modules/both/cjs.js", "exports.kind = 'cjs';");
        write("node_modules/both/src/a.js", "exports.part = 'a';");
        write("node_modules/both/src/inner/b.js", "exports.part = 'b';");
        write(
                "node_modules/@acme/tools/package.json",
                "{\"name\": \"@acme/tools\", \"type\": \"module\", \"exports\": \"./index.js\", \"imports\": {\"#deep/*\": \"./deep/*.js\", \"#dep\": \"plain\"}}");
        write(
                "node_modules/@acme/tools/index.js",
                "import deep from '#deep/one';",
                "import { version } from '#dep';",
                "import * as self from '@acme/tools';",
                "globalThis.toolsLoaded = (globalThis.toolsLoaded ?? 0) + 1;",
                "export const tools = () => [deep, version, self.tools === tools];");
        write("node_modules/@acme/tools/deep/one.js", "const deep = 'one';", "export { deep as default };");
        write("node_modules/outer/index.js", "exports.inner = require('plain').version;");
        write("node_modules/outer/node_modules/plain/index.js", "exports.version = 2;");
        write(
                "node_modules/circle/index.js",
                "exports.early = 1;",
                "exports.other = require('./other');",
                "exports.late = 2;");
        write(
                "node_modules/circle/other.js",
                "const c = require('.');",
                "exports.seen = [c.early, c.late];",
                "exports.now = () => c.late;");
        write("node_modules/needs-node/index.js", "module.exports = require('node:fs');");
        write("node_modules/events/index.js", "module.exports = class EventEmitter {};");
        write(
                "node_modules/compiled/index.js",
                "Object.defineProperty(exports, '__esModule', { value: true });",
                "__exportStar(require('./all'), exports);",
                "exports.default = () => 'default';",
                "function __exportStar(from, to) { Object.assign(to, from); }");
        write("node_modules/compiled/all.js", "exports.all = 'all';");
        write("node_modules/broken/package.json", "{\"main\": ");
        write("node_modules/broken/index.js", "");
    }

    private static void tasks() throws IOException {
        write(
                "tasks/required.js",
                "const { twice, version } = require('plain');",
                "exports.required = () => [twice(21), version, require('plain/data').answer, require('plain/lib/parts').same(1)];");
        write(
                "tasks/imported.mjs",
                "import { twice } from 'plain';",
                "import plain from 'plain';",
                "import data from 'plain/data.json' with { type: 'json' };",
                "import local, { near } from './plain';",
                "export const imported = () => [twice(21), plain.version, data.answer, near, local];");
        write("tasks/plain.mjs", "export const near = 'beside';", "export default 'it';");
        write(
                "tasks/conditions.mjs",
                "import { kind } from 'both';",
                "import { part } from 'both/parts/a';",
                "import { part as node } from 'both/node';",
                "import { createRequired } from './conditions.cjs';",
                "export const conditions = () => [kind, createRequired(), part, node];");
        write("tasks/conditions.cjs", "exports.createRequired = () => require('both').kind;");
        write(
                "tasks/scoped.mjs",
                "import { tools } from '@acme/tools';",
                "export const scoped = async () => [tools(), (await import('@acme/tools')).tools === tools, globalThis.toolsLoaded];");
        write("tasks/scopedCjs.js", "exports.scopedCjs = () => require('@acme/tools').tools();");
        write("tasks/nested.js", "exports.nested = () => [require('outer').inner, require('plain').version];");
        write(
                "tasks/circle.js",
                "const c = require('circle');",
                "exports.circle = () => [c.other.seen[0], c.other.seen[1] === undefined, c.other.now()];");
        write(
                "tasks/mixed.mjs",
                "import { all } from 'compiled';",
                "import compiled from 'compiled';",
                "import events from 'node:events';",
                "export const mixed = () => [all, compiled.default(), events.name];");
        write(
                "tasks/optional.js",
                "let found;",
                "try { require('not-there'); } catch (e) { found = e.code; }",
                "exports.optional = () => [found, require.resolve('plain').endsWith('/plain/lib/main.js')];");
        write("tasks/absent.js", "exports.absent = (key, name) => require(name);");
        write("tasks/absentModule.mjs", "export const absentModule = (key, name) => import(name).then(() => 1);");
        write("tasks/late.mjs", "import { one } from './gone/one.js';", "export const late = () => one;");
    }

    private static BodyResult call(String name, String... args) throws Exception {
        List<Candidate> found = source.find(name);
        assertThat(found).as(name).hasSize(1);
        CompletableFuture<BodyResult> result = new CompletableFuture<>();
        var _ = found.getFirst().body().start(Running.callOf("key", args), result::complete);
        return result.get(120, SECONDS);
    }

    private static String json(String name) throws Exception {
        return switch (call(name)) {
            case BodyResult.Returned(String json, String note) when json != null && note == null -> json;
            case BodyResult other -> throw new AssertionError(other.toString());
        };
    }

    /** The same words whether it is required or imported. */
    private static void refused(String name, String... parts) throws Exception {
        assertThat(call("absent", name).toString()).as("require " + name).contains(parts);
        assertThat(call("absentModule", name).toString()).as("import " + name).contains(parts);
    }

    @Test
    void aPackageIsWhereItsPackageJsonSays() throws Exception {
        assertThat(json("required")).isEqualTo("[42,1,42,1]");
        assertThat(json("imported")).isEqualTo("[42,1,42,\"beside\",\"it\"]");
    }

    @Test
    void exportsAndTheirConditions() throws Exception {
        assertThat(json("conditions")).isEqualTo("[\"esm\",\"cjs\",\"a\",\"a\"]");
        refused(
                "both/parts/inner/b",
                "Package 'both' exports no './parts/inner/b'",
                "scripts/node_modules/both/package.json");
        refused("both/src/a.js", "Package 'both' exports no './src/a.js'");
        refused(
                "both/gone",
                "'both' is not whole",
                "scripts/node_modules/both/gone.js",
                "npm install both (in scripts/)");
    }

    @Test
    void aScopedModulePackageHasOneInstance() throws Exception {
        assertThat(json("scoped")).isEqualTo("[[\"one\",1,true],true,1]");
        assertThat(json("scopedCjs")).isEqualTo("[\"one\",1,true]");
    }

    @Test
    void theNearestPackageCounts() throws Exception {
        assertThat(json("nested")).isEqualTo("[2,1]");
    }

    @Test
    void aCircleSeesWhatIsThereByThen() throws Exception {
        assertThat(json("circle")).isEqualTo("[1,true,2]");
    }

    @Test
    void modulesImportWhatCompilersMadeCommonJs() throws Exception {
        assertThat(json("mixed")).isEqualTo("[\"all\",\"default\",\"EventEmitter\"]");
    }

    @Test
    void whatIsOptionalIsAskedAsInNode() throws Exception {
        assertThat(json("optional")).isEqualTo("[\"MODULE_NOT_FOUND\",true]");
    }

    @Test
    void whatIsMissingIsNamedWithWhereAndWhatToDo() throws Exception {
        refused(
                "dayjs/locale/de",
                "Cannot find package 'dayjs' from scripts/tasks",
                "it is not in scripts/tasks/node_modules, scripts/node_modules",
                "npm install dayjs (in scripts/)");
        refused("@acme/more", "Cannot find package '@acme/more'", "npm install @acme/more");
        refused("plain/none", "Package 'plain' has no './none'");
        refused("broken", "scripts/node_modules/broken/package.json is broken", "install its package again");
        assertThat(call("absent", "./nope").toString()).contains("Cannot find module './nope' from scripts/tasks");
        assertThat(call("absentModule", "./nope").toString()).contains("scripts/tasks/nope", "there is no such file");
        assertThat(call("late").toString())
                .contains("scripts/tasks/late.mjs does not load", "scripts/tasks/gone/one.js");
    }

    @Test
    void whatOnlyNodeHasIsNamed() throws Exception {
        refused("node:fs", "Node's built-in module 'node:fs' does not exist here", "scripts");
        assertThat(call("absentModule", "node:fs").toString()).contains("imported from scripts/tasks/absentModule.mjs");
        refused("fs/promises", "Node's built-in module 'fs/promises' does not exist here");
        refused("util", "npm install util (in scripts/)");
        refused("needs-node", "Node's built-in module 'node:fs'", "asked for in scripts/node_modules/needs-node");
    }
}

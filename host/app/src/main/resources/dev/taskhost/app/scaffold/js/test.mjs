// Tests {{name}} without a host, on Node.js: node --test

import assert from "node:assert/strict";
import { test } from "node:test";
import { {{name}} } from "{{body}}";

test("{{name}} gives its arguments back", async () => {
  const kwargs = { sub_task_id: 1, __unique_trace_id__: "0".repeat(32) };
  assert.deepEqual(await {{name}}("{{name}}", "1", "2", kwargs), { arguments: ["1", "2"] });
});

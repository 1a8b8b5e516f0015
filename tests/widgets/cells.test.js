import assert from "node:assert/strict";
import {test} from "node:test";
import {compileCells, entryModule} from "../../tools/render/cells.mjs";

test("a view with the name of a library takes the library's place", () => {
  const code = "viewof d3 = Inputs.range()\nd3 + 1";
  const {compiled, problems} = compileCells([{code, display: true, id: "ojs-cell-1"}]);
  const {text} = entryModule(compiled);
  assert.deepEqual(problems, []);
  assert.match(text, /import \* as Inputs /);
  assert.doesNotMatch(text, /import \* as d3 /);
});

import {readdirSync} from "node:fs";
import js from "@eslint/js";
import globals from "globals";

const limits = {
  complexity: ["error", 12],
  "max-lines-per-function": ["error", {max: 60, skipComments: true}],
  "max-len": ["error", {code: 120, ignoreUrls: true, ignoreRegExpLiterals: true}]
};

// Imports lead down only: widget → network-diagram → ui, engine.
const shared = ["engine", "ui", "network-diagram"];
const widgets = readdirSync(new URL("assets/widgets", import.meta.url), {withFileTypes: true})
  .filter(entry => entry.isDirectory() && !shared.includes(entry.name))
  .map(({name}) => name);
const message = "imports lead down only: widget → network-diagram → ui, engine";
const forbidImports = (folder, others) => ({
  files: [`assets/widgets/${folder}/**`],
  rules: {
    "no-restricted-imports": [
      "error",
      {patterns: [{group: others.map(other => `**/${other}/*`), message}]}
    ]
  }
});
const layers = [
  forbidImports("engine", ["ui", "network-diagram", ...widgets]),
  forbidImports("ui", ["network-diagram", ...widgets]),
  forbidImports("network-diagram", widgets),
  ...widgets.map(widget =>
    forbidImports(
      widget,
      widgets.filter(other => other !== widget)
    )
  )
];

// From outside, a widget's index alone is imported.
const outside = {
  files: ["assets/widgets/*.js", "benchmarks/**", "tests/widgets/**", "tools/**", "unit*/**"],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            regex: `/(?:${widgets.join("|")})/(?!index\\.js$)`,
            message: "from outside, import a widget's index.js alone"
          }
        ]
      }
    ]
  }
};

export default [
  {
    ignores: [
      "_site/",
      "_site.*/",
      "assets/lib/",
      "assets/stills/",
      "assets/widgets/predict-gradient/tasks/table.js", // written by `make golden`
      "node_modules/",
      ".venv/",
      ".quarto/",
      ".render-cache/"
    ]
  },
  js.configs.recommended,
  {
    languageOptions: {
      ecmaVersion: 2024,
      sourceType: "module",
      globals: {...globals.browser, ...globals.node, Reveal: "readonly"}
    },
    linterOptions: {reportUnusedDisableDirectives: "error"},
    rules: limits
  },
  ...layers,
  outside,
  // functions that Python puts into pages
  {files: ["tools/render/faults.js", "tools/sheets.js"], languageOptions: {sourceType: "script"}}
];

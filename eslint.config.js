import js from "@eslint/js";
import globals from "globals";

const limits = {
  complexity: ["error", 12],
  "max-len": ["error", {code: 120, ignoreUrls: true, ignoreRegExpLiterals: true}]
};

export default [
  {
    ignores: [
      "_site/",
      "_site.*/",
      "assets/lib/",
      "assets/stills/",
      "assets/widgets/predict-gradient/table.js", // written by `make golden`
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
  // functions that Python puts into pages
  {files: ["tools/render/faults.js", "tools/sheets.js"], languageOptions: {sourceType: "script"}}
];

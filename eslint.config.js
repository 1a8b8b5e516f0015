import js from "@eslint/js";
import globals from "globals";

export default [
  {
    ignores: [
      "_site/",
      "_site.*/",
      "assets/lib/",
      "assets/stills/",
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
    linterOptions: {reportUnusedDisableDirectives: "error"}
  },
  // functions that Python puts into pages
  {files: ["tools/render/faults.js", "tools/sheets.js"], languageOptions: {sourceType: "script"}}
];

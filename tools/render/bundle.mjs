// esbuild: one script a page that has cells, and the scripts that every deck or page loads.
import {existsSync, readFileSync, readdirSync} from "node:fs";
import {basename, dirname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {runInNewContext} from "node:vm";
import {compileCells, entryModule} from "./cells.mjs";

/** @import {BuildOptions, BuildResult, OnLoadResult, PartialMessage, Plugin} from "esbuild" */
/** @import {Page, Problem} from "./page.mjs" */
/** @typedef {Record<string, ReturnType<typeof entryModule>>} Entries entry modules by page */

const here = dirname(fileURLToPath(import.meta.url));
/** @satisfies {BuildOptions} */
const shared = {
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2021",
  charset: "utf8",
  legalComments: "none",
  logLevel: "silent"
};

/**
 * A path as the disk codes its accents (NFC, NFD).
 * @param {string} path @returns {string}
 */
function spell(path) {
  if (existsSync(path) || dirname(path) === path) return path;
  const folder = spell(dirname(path));
  const name = basename(path).normalize();
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return join(folder, names.find(other => other.normalize() === name) ?? name);
}

/**
 * Resolves virtual entries, the runtime, and the sources in place of bundles that were built from
 * them.
 * @param {string} root @param {Entries} entries @returns {Plugin}
 */
function pagePlugin(root, entries) {
  return {
    name: "pages",
    setup(build) {
      build.onResolve({filter: /^page:/}, ({path}) => ({path: path.slice(5), namespace: "page"}));
      build.onResolve({filter: /^page-runtime$/}, () => ({path: join(here, "client/ojs.js")}));
      build.onResolve({filter: /^\.{1,2}\/.*[^ -~]/}, ({path, resolveDir}) => {
        const found = spell(resolve(resolveDir, path));
        return existsSync(found) ? {path: found} : undefined;
      });
      build.onLoad({filter: /.*/, namespace: "page"}, ({path}) => ({
        contents: entries[path].text,
        resolveDir: dirname(resolve(root, path)),
        loader: "js"
      }));
      build.onLoad({filter: /[\\/]lib[\\/][^\\/]+\.js$/}, ({path}) => {
        if (path.includes("node_modules")) return undefined;
        const text = readFileSync(path, "utf8");
        const source = /^\/\/ built from (\S+)/.exec(text)?.[1];
        if (!source) return undefined;
        const file = resolve(root, source);
        return {
          contents: readFileSync(file, "utf8"),
          resolveDir: dirname(file),
          loader: "js",
          watchFiles: [file]
        };
      });
    }
  };
}

/**
 * Compiles and bundles the pages' cells.
 * @param {string} root the project's folder @param {Page[]} pages
 * @returns {Promise<{scripts: Record<string, {script: string, inputs: string[]}>,
 *   problems: Problem[]}>} scripts by page; inputs: the modules that the script was made of
 */
export async function bundlePages(root, pages) {
  /** @type {Problem[]} */
  const problems = [];
  /** @type {Entries} */
  const entries = {};
  for (const page of pages) {
    const cells = page.cells.filter(cell => cell.kind === "ojs");
    if (!cells.length) continue;
    const result = compileCells(cells);
    problems.push(...result.problems);
    entries[page.page] = entryModule(result.compiled);
  }
  const names = Object.keys(entries);
  if (!names.length || problems.length) return {scripts: {}, problems};
  const esbuild = await import("esbuild");
  try {
    const result = await esbuild.build({
      ...shared,
      absWorkingDir: root,
      entryPoints: names.map((name, i) => ({in: `page:${name}`, out: String(i)})),
      outdir: join(root, "out"),
      metafile: true,
      nodePaths: [join(root, "node_modules"), join(here, "../../node_modules")],
      plugins: [pagePlugin(root, entries)]
    });
    problems.push(...result.warnings.map(warning => bundleProblem(entries, warning)));
    return {
      scripts: Object.fromEntries(names.map((name, i) => [name, pageScript(root, result, i)])),
      problems
    };
  } catch (error) {
    const {errors, message} = /** @type {Error & {errors?: PartialMessage[]}} */ (error);
    const messages = errors ?? [{text: message}];
    return {scripts: {}, problems: messages.map(one => bundleProblem(entries, one))};
  } finally {
    await esbuild.stop();
  }
}

/**
 * @param {string} root
 * @param {BuildResult<{write: false, metafile: true}>} result @param {number} i the page's index
 */
function pageScript(root, result, i) {
  const inputs = Object.keys(result.metafile.outputs[`out/${i}.js`].inputs);
  return {
    script: textOf(result, join(root, "out", `${i}.js`)),
    inputs: inputs.filter(path => !path.includes("node_modules") && !path.includes(":"))
  };
}

/**
 * The text of an output file.
 * @param {BuildResult<{write: false}>} result @param {string} path
 */
function textOf(result, path) {
  const file = result.outputFiles.find(output => output.path === path);
  if (!file) throw new Error(`no output: ${path} (esbuild writes one for each entry)`);
  return file.text;
}

/** @param {Entries} entries @param {PartialMessage} error @returns {Problem} */
function bundleProblem(entries, {text = "", location}) {
  const message = text.replace(/^Could not resolve/, "missing module:");
  const {file = "", line = 1, namespace = ""} = location ?? {};
  if (namespace === "page" || file.startsWith("page:")) {
    const item = entries[file.replace(/^page:/, "")].origins[line];
    if (item)
      return {message: `broken cell: ${message}`, place: {cell: item.cell, line: item.line}};
  }
  return {message, place: {file, line}};
}

/**
 * The plugin without its Markdown parser: Pandoc has made the notes, and the parser is a quarter of
 * the deck's script.
 * @param {string} source
 */
const withoutMarkdown = source =>
  source
    .replace(/\/\/#region node_modules\/marked[\s\S]*?\/\/#endregion\n/, "")
    .replace(/\w+\.marked = [$\w]+, /, "");

/**
 * reveal.js' speaker view is a page that its plugin writes into a new window, with a script inside.
 * A strict Content-Security-Policy allows scripts in files only, so the script becomes one:
 * `files["speaker.js"]`.
 * @param {Record<string, string>} files @returns {Plugin}
 */
function speakerPlugin(files) {
  const inline = /<script>(.*?)<\\\/script>/s;
  return {
    name: "speaker view",
    setup(build) {
      build.onLoad({filter: /[\\/]plugin[\\/]notes\.mjs$/}, ({path}) => {
        const source = readFileSync(path, "utf8");
        const [, literal] = inline.exec(source) ?? [];
        if (!literal)
          return {errors: [{text: `${path}: no inline script in the speaker view (want one)`}]};
        files["speaker.js"] = runInNewContext(`"${literal}"`);
        const linked = withoutMarkdown(source).replace(
          inline,
          () => '<script src=\\"" + speakerScript + "\\"><\\/script>'
        );
        return {
          contents: `const speakerScript = new URL("speaker.js", document.currentScript.src);\n${linked}`
        };
      });
    }
  };
}

/** The scripts of the renderer itself: one for decks, one for pages, one for the speaker view. */
export async function bundleClients() {
  const esbuild = await import("esbuild");
  /** @type {Record<string, string>} */
  const files = {};
  const result = await esbuild.build({
    ...shared,
    absWorkingDir: here,
    entryPoints: ["client/deck.js", "client/page.js"],
    outdir: "out",
    nodePaths: [join(here, "../../node_modules")],
    plugins: [speakerPlugin(files)]
  });
  /** @param {string} name */
  const read = name => textOf(result, join(here, "out", name));
  const reveal = readFileSync(fileURLToPath(import.meta.resolve("reveal.js/reveal.css")), "utf8");
  return {...files, "deck.js": read("deck.js"), "page.js": read("page.js"), "reveal.css": reveal};
}

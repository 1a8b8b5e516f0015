// esbuild: one script a page that has cells, and the scripts that every deck or page loads.
import {existsSync, readFileSync, readdirSync} from "node:fs";
import {basename, dirname, join, relative, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {runInNewContext} from "node:vm";
import {compileCells, entryModule} from "./cells.mjs";

const here = dirname(fileURLToPath(import.meta.url));
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

/** A path as the disk codes its accents (NFC, NFD). */
function spell(path) {
  if (existsSync(path) || dirname(path) === path) return path;
  const folder = spell(dirname(path));
  const name = basename(path).normalize();
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return join(folder, names.find(other => other.normalize() === name) ?? name);
}

/** Virtual entries, the runtime, and sources in place of bundles that were built from them. */
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

/** Compile and bundle the pages' cells; gives `{scripts: {page: {script, inputs}}, problems}`. */
export async function bundlePages(root, pages) {
  const problems = [];
  const entries = {};
  for (const page of pages) {
    const cells = page.cells.filter(cell => cell.kind === "ojs");
    if (!cells.length) continue;
    const result = compileCells(cells);
    problems.push(...result.problems);
    entries[page.page] = {...entryModule(result.compiled), cells};
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
    problems.push(...result.warnings.map(warning => bundleProblem(root, entries, warning)));
    return {
      scripts: Object.fromEntries(names.map((name, i) => [name, pageScript(root, result, i)])),
      problems
    };
  } catch (error) {
    return {
      scripts: {},
      problems: (error.errors ?? [{text: error.message}]).map(e => bundleProblem(root, entries, e))
    };
  } finally {
    await esbuild.stop();
  }
}

function pageScript(root, result, i) {
  const file = result.outputFiles.find(
    output =>
      output.path.endsWith(`${i}.js`) && relative(join(root, "out"), output.path) === `${i}.js`
  );
  const inputs = Object.keys(result.metafile.outputs[`out/${i}.js`].inputs);
  return {
    script: file.text,
    inputs: inputs.filter(path => !path.includes("node_modules") && !path.includes(":"))
  };
}

function bundleProblem(root, entries, error) {
  const {location} = error;
  const message = error.text.replace(/^Could not resolve/, "missing module:");
  if (location?.namespace === "page" || location?.file?.startsWith("page:")) {
    const entry = entries[location.file.replace(/^page:/, "")];
    const item = entry.origins[location.line];
    if (item)
      return {message: `broken cell: ${message}`, place: {cell: item.cell, line: item.line}};
  }
  const file = location ? location.file : "";
  return {message, place: {file, line: location?.line ?? 1}};
}

/**
 * The plugin without its Markdown parser: Pandoc has made the notes, and the parser is a quarter of
 * the deck's script.
 */
const withoutMarkdown = source =>
  source
    .replace(/\/\/#region node_modules\/marked[\s\S]*?\/\/#endregion\n/, "")
    .replace(/\w+\.marked = [$\w]+, /, "");

/**
 * reveal.js' speaker view is a page that its plugin writes into a new window, with a script inside.
 * A strict Content-Security-Policy allows scripts in files only, so the script becomes one:
 * `files["speaker.js"]`.
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
  const files = {};
  const result = await esbuild.build({
    ...shared,
    absWorkingDir: here,
    entryPoints: ["client/deck.js", "client/page.js"],
    outdir: "out",
    nodePaths: [join(here, "../../node_modules")],
    plugins: [speakerPlugin(files)]
  });
  const read = name => result.outputFiles.find(file => file.path.endsWith(`${name}.js`)).text;
  const reveal = readFileSync(fileURLToPath(import.meta.resolve("reveal.js/reveal.css")), "utf8");
  return {...files, "deck.js": read("deck"), "page.js": read("page"), "reveal.css": reveal};
}

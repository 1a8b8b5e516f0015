// What pages load besides their own text, made from node_modules: assets/lib/, and the widgets'
// still pictures, assets/stills/. Only what is missing or older than its sources is made.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from "node:fs";
import {dirname, join, relative} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {buildInter, buildKatexFonts} from "./fonts.mjs";

const self = fileURLToPath(import.meta.url);
const root = join(dirname(self), "..");
/** @param {string[]} parts */
const at = (...parts) => join(root, ...parts);

/**
 * The time of the newest change in a file or folder, in ms.
 * @param {string} path @returns {number}
 */
function changed(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map(name => changed(join(path, name))));
}

/**
 * Makes a target unless it is newer than all its sources: `build` fills a scratch file or folder,
 * which takes the target's place once it is complete. A run that is killed leaves nothing half done.
 * @param {string} target @param {string[]} sources
 * @param {(scratch: string) => void | Promise<void>} build
 */
async function make(target, sources, build) {
  const present = existsSync(target) ? changed(target) : 0;
  if (present > Math.max(...sources.map(changed))) return;
  const scratch = at(".render-cache", `lib.${process.pid}`);
  try {
    for (const path of [scratch, target]) mkdirSync(dirname(path), {recursive: true});
    await build(scratch);
    rmSync(target, {recursive: true, force: true});
    renameSync(scratch, target);
  } catch (error) {
    rmSync(scratch, {recursive: true, force: true});
    const {syscall, message} = /** @type {NodeJS.ErrnoException} */ (error);
    if (!syscall) throw error;
    process.stderr.write(`cannot write ${relative(root, target)}: ${message}\n`);
    process.exit(1);
  }
  process.stdout.write(`built ${relative(root, target)}\n`);
}

/** @param {string} file @param {string} source */
async function buildObservable(file, source) {
  const {build} = await import("esbuild");
  const result = await build({
    entryPoints: [source],
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2021",
    legalComments: "none",
    charset: "utf8",
    write: false
  });
  writeFileSync(file, `// built from ${relative(root, source)}\n${result.outputFiles[0].text}`);
}

/** @param {string} folder */
async function buildKatex(folder) {
  const dist = at("node_modules/katex/dist");
  const fonts = join(folder, "fonts");
  mkdirSync(fonts, {recursive: true});
  writeFileSync(join(folder, "katex.min.js"), readFileSync(join(dist, "katex.min.js")));
  const css = readFileSync(join(dist, "katex.min.css"), "utf8");
  const sheet = await buildKatexFonts(fonts, join(dist, "fonts"), css);
  writeFileSync(join(folder, "katex.min.css"), sheet);
}

/** @param {string} folder */
async function buildFonts(folder) {
  mkdirSync(folder, {recursive: true});
  await buildInter(folder, at("node_modules/@fontsource-variable/inter"));
}

/** @param {"js" | "css"} kind @param {string[]} names */
const theme = (kind, names) => names.map(name => at(`assets/theme/${name}.${kind}`));

/** The style sheets in the widgets' folders, those of the common parts first. */
function widgetStyles() {
  const common = ["ui", "network-diagram"];
  const others = readdirSync(at("assets/widgets")).filter(name => !common.includes(name));
  return [...common, ...others]
    .map(name => at("assets/widgets", name, "style.css"))
    .filter(existsSync);
}

// Small files made of several sources, in this order
const JOINED = {
  "deck.js": theme("js", [
    "find-slide",
    "deck-tools",
    "overview",
    "deck-keys",
    "deck",
    "paper",
    "reading",
    "scrollers",
    "copy"
  ]),
  "deck.css": [
    ...theme("css", ["deck", "deck-tools"]),
    ...widgetStyles(),
    ...theme("css", ["reading"])
  ],
  "widgets.css": widgetStyles()
};

/**
 * Joins several scripts or style sheets into one small file.
 * @param {string} file @param {string[]} sources @param {"js" | "css"} loader
 */
async function joinSources(file, sources, loader) {
  const {transform} = await import("esbuild");
  const text = sources.map(source => readFileSync(source, "utf8")).join("\n");
  const {code} = await transform(text, {loader, minify: true, target: "es2021", charset: "utf8"});
  writeFileSync(file, code);
}

/**
 * @param {string} file @param {string} module of the widget
 * @param {object} [content] what the widget shows, if that isn't its own
 */
async function buildStill(file, module, content) {
  const {parseHTML} = await import("linkedom");
  const {document} = parseHTML("<!DOCTYPE html><html><body></body></html>");
  const {still} = await import(pathToFileURL(module).href);
  const svg = await still(document, content);
  const text = svg.outerHTML.includes("xmlns=")
    ? svg.outerHTML
    : svg.outerHTML.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  writeFileSync(file, `${text}\n`);
}

/** A still for each widget, and for multiple-choice one for each question of each unit. */
async function buildStills() {
  const widgets = at("assets/widgets");
  for (const widget of readdirSync(widgets)) {
    const module = join(widgets, widget, "index.js");
    if (!existsSync(join(widgets, widget, "still.js"))) continue;
    /** @type {{name: string, content?: object, source?: string}[]} */
    const stills = widget === "multiple-choice" ? await readQuestions() : [{name: widget}];
    for (const {name, content, source} of stills) {
      const sources = [
        join(widgets, widget),
        ...["engine", "ui", "network-diagram"].map(shared => join(widgets, shared)),
        self,
        ...(source ? [source] : [])
      ];
      await make(at("assets/stills", `${name}.svg`), sources, file =>
        buildStill(file, module, content)
      );
    }
  }
}

/** The questions that the units ask. Their stills have the names of their ids. */
async function readQuestions() {
  const files = readdirSync(root)
    .filter(name => /^unit\d+$/.test(name))
    .map(unit => at(unit, "questions.js"))
    .filter(existsSync);
  const lists = files.map(async source => {
    /** @type {{id: string}[]} */
    const questions = Object.values(await import(pathToFileURL(source).href));
    return questions.map(content => ({name: content.id, content, source}));
  });
  return (await Promise.all(lists)).flat();
}

const lock = at("package-lock.json");
const fonts = at("tools/fonts.mjs");
const source = at("assets/widgets/observable.js");
await make(at("assets/lib/observable.js"), [source, lock, self], file =>
  buildObservable(file, source)
);
await make(at("assets/lib/katex"), [lock, self, fonts], buildKatex);
await make(at("assets/lib/fonts"), [lock, self, fonts], buildFonts);
for (const [name, sources] of Object.entries(JOINED)) {
  await make(at("assets/lib", name), [...sources, lock, self], file =>
    joinSources(file, sources, name.endsWith(".js") ? "js" : "css")
  );
}
await buildStills();

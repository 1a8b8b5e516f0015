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
import {dirname, extname, join, relative} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {buildInter, buildKatexFonts} from "./fonts.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const at = (...parts) => join(root, ...parts);

/** The newest change below a file or folder. */
function changed(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map(name => changed(join(path, name))));
}

/** Make a target unless it is newer than all its sources: `build` fills a scratch file or folder, which
 * takes the target's place once it is whole. A run that is killed leaves no half that looks done.
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
    if (!error.syscall) throw error;
    process.stderr.write(`cannot write ${relative(root, target)}: ${error.message}\n`);
    process.exit(1);
  }
  process.stdout.write(`built ${relative(root, target)}\n`);
}

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

async function buildKatex(folder, dist) {
  mkdirSync(join(folder, "fonts"), {recursive: true});
  writeFileSync(join(folder, "katex.min.js"), readFileSync(join(dist, "katex.min.js")));
  const css = readFileSync(join(dist, "katex.min.css"), "utf8");
  writeFileSync(
    join(folder, "katex.min.css"),
    await buildKatexFonts(join(folder, "fonts"), join(dist, "fonts"), css)
  );
}

async function buildFonts(folder, font) {
  mkdirSync(folder, {recursive: true});
  await buildInter(folder, font);
}

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

/** Several scripts or style sheets as one small file. */
async function joinSources(file, sources, name) {
  const loader = extname(name).slice(1);
  const {transform} = await import("esbuild");
  const text = sources.map(source => readFileSync(source, "utf8")).join("\n");
  const {code} = await transform(text, {loader, minify: true, target: "es2021", charset: "utf8"});
  writeFileSync(file, code);
}

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
    const stills = widget === "multiple-choice" ? await readQuestions() : [{name: widget}];
    for (const {name, content, source} of stills) {
      const sources = [
        join(widgets, widget),
        ...["engine", "ui", "network-diagram"].map(shared => join(widgets, shared)),
        fileURLToPath(import.meta.url),
        ...(source ? [source] : [])
      ];
      const build = file => buildStill(file, module, content);
      await make(at("assets/stills", `${name}.svg`), sources, build);
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
    const questions = Object.values(await import(pathToFileURL(source).href));
    return questions.map(content => ({name: content.id, content, source}));
  });
  return (await Promise.all(lists)).flat();
}

const lock = at("package-lock.json");
const self = fileURLToPath(import.meta.url);
const fonts = at("tools/fonts.mjs");
const source = at("assets/widgets/observable.js");
await make(at("assets/lib/observable.js"), [source, lock, self], file =>
  buildObservable(file, source)
);
await make(at("assets/lib/katex"), [lock, self, fonts], folder =>
  buildKatex(folder, at("node_modules/katex/dist"))
);
await make(at("assets/lib/fonts"), [lock, self, fonts], folder =>
  buildFonts(folder, at("node_modules/@fontsource-variable/inter"))
);
for (const [name, sources] of Object.entries(JOINED)) {
  await make(at("assets/lib", name), [...sources, lock, self], file =>
    joinSources(file, sources, name)
  );
}
await buildStills();

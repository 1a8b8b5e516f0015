// What pages load besides their own text, made from node_modules: assets/lib/, and the widgets' still
// pictures, assets/stills/. Only what is missing or older than its sources is made.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const at = (...parts) => join(root, ...parts);

/** The newest change below a file or folder. */
function changed(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => changed(join(path, name))));
}

/** Make a target unless it is newer than all its sources. */
async function make(target, sources, build) {
  const present = existsSync(target) ? changed(target) : 0;
  if (present > Math.max(...sources.map(changed))) return;
  mkdirSync(dirname(target), { recursive: true });
  await build();
  process.stdout.write(`built ${relative(root, target)}\n`);
}

function write(path, text) {
  const scratch = `${path}.${process.pid}`;
  writeFileSync(scratch, text);
  renameSync(scratch, path);
}

async function buildObservable(target, source) {
  const { build } = await import("esbuild");
  const result = await build({
    entryPoints: [source], bundle: true, format: "esm", minify: true, target: "es2021", legalComments: "none",
    charset: "utf8", write: false,
  });
  write(target, `// built from ${relative(root, source)}\n${result.outputFiles[0].text}`);
}

/** KaTeX with woff2 fonts only, which every browser of the last ten years reads. */
function buildKatex(folder, dist) {
  mkdirSync(join(folder, "fonts"), { recursive: true });
  for (const name of readdirSync(join(dist, "fonts"))) {
    if (name.endsWith(".woff2")) cpSync(join(dist, "fonts", name), join(folder, "fonts", name));
  }
  const css = readFileSync(join(dist, "katex.min.css"), "utf8");
  write(join(folder, "katex.min.js"), readFileSync(join(dist, "katex.min.js")));
  write(join(folder, "katex.min.css"), css.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)/g, ""));
}

/** The text font: latin, latin-ext and greek, upright and italic. */
function buildFonts(folder, font) {
  mkdirSync(folder, { recursive: true });
  const faces = [];
  for (const sheet of ["wght.css", "wght-italic.css"]) {
    const blocks = readFileSync(join(font, sheet), "utf8").match(/\/\* inter-(?:latin|latin-ext|greek)-wght[^@]*@font-face \{[^}]*\}/g);
    for (const block of blocks) {
      const file = /files\/([^)]+)\)/.exec(block)[1];
      cpSync(join(font, "files", file), join(folder, file));
      faces.push(block.replace("./files/", "./"));
    }
  }
  write(join(folder, "inter.css"), `${faces.join("\n\n")}\n`);
}

async function buildStill(target, module) {
  const { parseHTML } = await import("linkedom");
  const { document } = parseHTML("<!DOCTYPE html><html><body></body></html>");
  const { still } = await import(pathToFileURL(module).href);
  const svg = await still(document);
  const text = svg.outerHTML.includes("xmlns=") ? svg.outerHTML : svg.outerHTML.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  write(target, `${text}\n`);
}

async function buildStills() {
  const widgets = at("assets/widgets");
  for (const name of readdirSync(widgets)) {
    const module = join(widgets, name, "still.js");
    if (!existsSync(module)) continue;
    const sources = [join(widgets, name), join(widgets, "parts"), fileURLToPath(import.meta.url)].filter(existsSync);
    await make(at("assets/stills", `${name}.svg`), sources, () => buildStill(at("assets/stills", `${name}.svg`), module));
  }
}

const lock = at("package-lock.json");
const self = fileURLToPath(import.meta.url);
const source = at("assets/widgets/observable.js");
await make(at("assets/lib/observable.js"), [source, lock, self], () => buildObservable(at("assets/lib/observable.js"), source));
await make(at("assets/lib/katex"), [lock, self], () => buildKatex(at("assets/lib/katex"), at("node_modules/katex/dist")));
await make(at("assets/lib/fonts"), [lock, self], () => buildFonts(at("assets/lib/fonts"), at("node_modules/@fontsource-variable/inter")));
await buildStills();

// Types of what comes without: libraries, as far as this project uses them, and a global.

/** `file:line` by the slide's id; `serve` puts it before tools/render/marks.js. */
declare const places: Record<string, string>;

// assets/widgets/observable.js only passes these on.
declare module "@observablehq/inputs";
declare module "d3";

declare module "subset-font" {
  interface SubsetOptions {
    targetFormat?: "woff2";
    keepFeatures?: string[];
    variationAxes?: Record<string, {min: number; max: number}>;
    noHinting?: boolean;
    keepAllGlyphs?: boolean;
  }
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: SubsetOptions
  ): Promise<Buffer>;
}

declare module "@observablehq/parser" {
  interface Identifier {
    type: "Identifier";
    name: string;
    start: number;
    end: number;
  }
  /** `viewof x` or `mutable x`. */
  interface PrefixedName {
    type: "ViewExpression" | "MutableExpression";
    id: Identifier;
    start: number;
    end: number;
  }
  interface ImportSpecifier {
    imported: Identifier;
    local: Identifier;
    view: boolean;
    mutable: boolean;
  }
  interface ImportDeclaration {
    type: "ImportDeclaration";
    start: number;
    end: number;
    injections?: ImportSpecifier[];
    specifiers: ImportSpecifier[];
    source: {value: string};
  }
  interface CodeBody {
    type: "BlockStatement" | "Expression";
    start: number;
    end: number;
  }
  interface Cell {
    id: Identifier | PrefixedName | null;
    body: ImportDeclaration | CodeBody | null;
    references: (Identifier | PrefixedName)[];
    async: boolean;
    generator: boolean;
  }
  export function parseCell(text: string): Cell;
  export class CellParser {
    constructor(options: object, text: string, position: number);
    type: {label: string};
    start: number;
    lastTokEnd: number;
    nextToken(): void;
    startNode(): object;
    parseCell(node: object, eof: boolean): void;
  }
}

declare module "@observablehq/runtime" {
  interface Variable {
    define(name: string | null, inputs: string[], value: unknown): Variable;
  }
  interface Module extends Variable {
    variable(observer: object | true): Variable;
  }
  export class Runtime {
    constructor(builtins: Record<string, unknown>);
    module(): Module;
  }
}

// Reads what the source files import, for the tests of the structure.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { parseAst } from 'vite';

export const ROOT = dirname(dirname(import.meta.dirname));

/** One import, or re-export, of a file. Paths are relative to the repository, with forward slashes. */
export interface Import {
  readonly from: string;
  /** A file of the repository, or the name of a package or `node:` module as written. */
  readonly to: string;
  /** Whether it disappears when types are stripped. */
  readonly typeOnly: boolean;
  /** Whether the code is loaded when the line runs rather than with the file. */
  readonly dynamic: boolean;
}

/** All imports of the TypeScript files below some folders. */
export function importsBelow(folders: readonly string[]): readonly Import[] {
  return folders.flatMap(filesBelow).flatMap(importsOf);
}

/** The TypeScript files below a folder of the repository. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** The imports of one file, in their order. */
export function importsOf(file: string): readonly Import[] {
  const found: Import[] = [];
  const add = (source: unknown, typeOnly: boolean, dynamic = false) => {
    if (typeof source !== 'string') return;
    const to = source.startsWith('.') ? posix.join(posix.dirname(file), source) : source;
    found.push({ from: file, to, typeOnly, dynamic });
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const child of node) visit(child);
    if (!isNode(node)) return;
    const source = isNode(node.source) ? node.source.value : undefined;
    switch (node.type) {
      case 'ImportDeclaration':
        add(source, node.importKind === 'type' || allTypes(node.specifiers, 'importKind'));
        break;
      case 'ExportNamedDeclaration':
        add(source, node.exportKind === 'type' || allTypes(node.specifiers, 'exportKind'));
        break;
      case 'ExportAllDeclaration':
        add(source, node.exportKind === 'type');
        break;
      case 'ImportExpression':
        add(source, false, true);
        break;
      case 'TSImportType':
        add(source, true);
        break;
    }
    for (const child of Object.values(node)) visit(child);
  };
  visit(parseAst(readFileSync(join(ROOT, file), 'utf8'), { lang: file.endsWith('x') ? 'tsx' : 'ts' }));
  return found;
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `import { type A, type B }` imports types only; an import without names runs the file. */
function allTypes(specifiers: unknown, kind: string): boolean {
  const names = Array.isArray(specifiers) ? specifiers.filter(isNode) : [];
  return names.length > 0 && names.every((name) => name[kind] === 'type');
}

/**
 * The import circles among some imports, each a list of files that reach each other (Tarjan's algorithm).
 * Empty if there are none.
 */
export function circlesIn(imports: readonly Pick<Import, 'from' | 'to'>[]): readonly (readonly string[])[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const order = new Map<string, number>();
  const open: string[] = [];
  const circles: (readonly string[])[] = [];
  const enter = (file: string): number => {
    const number = order.size;
    order.set(file, number);
    open.push(file);
    let low = number;
    for (const target of targets.get(file) ?? []) {
      if (!order.has(target)) low = Math.min(low, enter(target));
      else if (open.includes(target)) low = Math.min(low, order.get(target) ?? low);
      if (target === file) circles.push([file]);
    }
    if (low === number) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return low;
  };
  for (const file of targets.keys()) if (!order.has(file)) enter(file);
  return circles;
}

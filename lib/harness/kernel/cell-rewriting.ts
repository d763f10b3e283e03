import type { BindingElement, Identifier, Node, ShorthandPropertyAssignment } from 'typescript';
import type { TypeScriptModule } from './tslab-modules.js';

/**
 * Spells out what tslab misreads. It turns the names of earlier cells into `exports.name`, but leaves `{ name }` alone,
 * which is a ReferenceError then, and also turns the keys of `const { key: x } = earlier`, which is a SyntaxError. So
 * this writes `{ name: name }` and `{ "key": x }`, on the same line, and the positions of errors keep their lines.
 */
export function spellOutNames(typescript: TypeScriptModule, source: string): string {
  const file = parse(typescript, source);
  const edits: { start: number; end: number; text: string }[] = [];
  const visit = (node: Node): void => {
    if (typescript.isShorthandPropertyAssignment(node)) edits.push(spelledProperty(node));
    else if (typescript.isBindingElement(node) && node.propertyName && typescript.isIdentifier(node.propertyName)) {
      edits.push(quotedKey(node as BindingElement & { propertyName: Identifier }));
    }
    typescript.forEachChild(node, visit);
  };
  const spelledProperty = ({ name }: ShorthandPropertyAssignment) => ({
    start: name.end,
    end: name.end,
    text: `: ${name.text}`,
  });
  const quotedKey = ({ propertyName }: { propertyName: Identifier }) => ({
    start: propertyName.getStart(file),
    end: propertyName.end,
    text: JSON.stringify(propertyName.text),
  });
  visit(file);
  // From the end, so that the positions of the edits before it stay right.
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), source);
}

/**
 * Whether a cell waits outside every function. tslab asks its compiler, which takes `await` for a name in `await (x)`
 * and `await [x]` and says nothing of `for await`.
 */
export function hasTopLevelAwait(typescript: TypeScriptModule, source: string): boolean {
  const startsScope = (node: Node) => typescript.isFunctionLike(node) || typescript.isClassLike(node);
  const visit = (node: Node): boolean => {
    if (typescript.isAwaitExpression(node)) return true;
    if (typescript.isForOfStatement(node) && node.awaitModifier) return true;
    if (typescript.isCallExpression(node) && isAwaitName(node.expression)) return true;
    if (typescript.isElementAccessExpression(node) && isAwaitName(node.expression)) return true;
    if (startsScope(node)) return false;
    return typescript.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  const isAwaitName = (node: Node) => typescript.isIdentifier(node) && node.text === 'await';
  return visit(parse(typescript, source));
}

function parse(typescript: TypeScriptModule, source: string) {
  return typescript.createSourceFile('cell.ts', source, typescript.ScriptTarget.Latest, true);
}

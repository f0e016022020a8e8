import { escapeHtml } from './escape-html';

/** Attributes of an element; undefined ones are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

const toText = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : escapeHtml(value);

/**
 * An element of HTML or SVG as text.
 * @param children markup, not text: escape what is text
 */
export function element(
  name: string,
  attributes: Attributes = {},
  children: string | readonly string[] = '',
): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${toText(value)}"`],
  );
  return `<${name}${given.join('')}>${typeof children === 'string' ? children : children.join('')}</${name}>`;
}

/** An element whose only child is text. */
export function textElement(name: string, attributes: Attributes, text: string): string {
  return element(name, attributes, escapeHtml(text));
}

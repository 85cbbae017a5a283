/**
 * As much of a browser's document as Observable Plot draws into: elements that keep attributes, children and text, and
 * write themselves as SVG. A whole one takes ten times as long for the hundreds of elements of a chart.
 */
const svgSpace = 'http://www.w3.org/2000/svg';

export class Element {
  readonly namespaceURI = svgSpace;
  readonly style = { setProperty: () => {} };
  readonly childNodes: Element[] = [];
  readonly #attributes = new Map<string, string>();
  parentNode: Element | null = null;
  textContent = '';

  constructor(readonly nodeName: string) {}

  get ownerDocument() {
    return document;
  }

  appendChild(child: Element): Element {
    return this.insertBefore(child, null);
  }

  insertBefore(child: Element, next: Element | null): Element {
    child.parentNode = this;
    const at = next ? this.childNodes.indexOf(next) : -1;
    this.childNodes.splice(at === -1 ? this.childNodes.length : at, 0, child);
    return child;
  }

  setAttribute(name: string, value: unknown): void {
    this.#attributes.set(name, String(value));
  }

  setAttributeNS(_space: string, name: string, value: unknown): void {
    this.setAttribute(name, value);
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null;
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }

  querySelector(): null {
    return null;
  }

  /**
   * Its children as markup.
   *
   * @param attribute what becomes of an attribute’s value; null leaves it out
   */
  inside(attribute: (name: string, value: string) => string | null): string {
    return escaped(this.textContent) + this.childNodes.map((child) => child.#whole(attribute)).join('');
  }

  #whole(attribute: (name: string, value: string) => string | null): string {
    if (this.nodeName === 'style') return '';
    const attributes = [...this.#attributes].map(([name, value]) => {
      const kept = attribute(name, value);
      return kept === null ? '' : ` ${name}="${escaped(kept)}"`;
    });
    return `<${this.nodeName}${attributes.join('')}>${this.inside(attribute)}</${this.nodeName}>`;
  }
}

const special = /[&<>"]/;
const escaped = (text: string) =>
  special.test(text)
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    : text;

/** Where charts are drawn; what is drawn never hangs in it. */
export const document = {
  createElement: (name: string) => new Element(name),
  createElementNS: (_space: string, name: string) => new Element(name),
  createTextNode: (text: string) => Object.assign(new Element('tspan'), { textContent: text }),
  documentElement: new Element('svg'),
};

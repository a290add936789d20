import { noChange } from 'lit/html.js';
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';

type Attributes = Readonly<Record<string, string | undefined>>;

class InnerControl extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('innerControl() belongs on an element');
  }

  /** Only types the directive's argument; update() does the work. */
  declare render: (attributes: Attributes) => typeof noChange;

  override update({ element }: ElementPart, [attributes]: [Attributes]): typeof noChange {
    // The toolkit makes its input when the element enters the page, which is after its first update.
    if (element.shadowRoot?.querySelector('.control')) apply(element, attributes);
    else queueMicrotask(() => { apply(element, attributes); });
    return noChange;
  }
}

function apply(element: Element, attributes: Attributes): void {
  const control = element.shadowRoot?.querySelector('.control');
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) control?.removeAttribute(name);
    else control?.setAttribute(name, value);
  }
}

/**
 * Sets attributes on the native input inside a vscode-text-field. Ids do not reach into a shadow root, so a description
 * has to be given there as text (aria-description).
 */
export const innerControl = directive(InnerControl);

/**
 * The toolkit tries out `:focus-visible` with a style element when it loads, and shows focus rings on mouse clicks where the
 * page's policy refuses that. It takes a nonce from this place, so the script hands on its own. Imported before the toolkit.
 */
const script = document.currentScript;
if (script?.nonce) {
  const meta = document.createElement('meta');
  meta.setAttribute('property', 'csp-nonce');
  meta.content = script.nonce;
  document.head.append(meta);
}

export {};

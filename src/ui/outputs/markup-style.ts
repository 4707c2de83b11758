/** The ground on which a cell's HTML and SVG stand: the page's ink and type, in both themes. */
export const MARKUP_STYLE = `
:host { display: block; font-family: var(--font); font-size: 0.875rem; }
svg { max-width: 100%; height: auto; }
svg text { font-family: var(--font); }
figure { margin: 0; }
h2, h3 { margin: 0 0 0.3em; font-size: 1rem; }
figcaption { color: var(--ink-2); font-size: 0.8125rem; }
a { color: var(--sage); }
table { border-collapse: collapse; }
th, td { padding: 0.25em 0.6em; border-bottom: 1px solid var(--line); text-align: start; }
`;

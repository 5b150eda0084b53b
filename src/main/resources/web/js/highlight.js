const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Splits the server's highlighted text into `{ text, marked }` pieces.
 *
 * The server escapes everything but `<em>` and `</em>`. Only these two are read as markup; whatever else looks like a
 * tag stays text, so nothing here can ever reach the document as HTML.
 */
export function highlightPieces(source) {
  const pieces = [];
  let marked = false;
  for (const part of source.split(/(<\/?em>)/)) {
    if (part === '<em>') marked = true;
    else if (part === '</em>') marked = false;
    else if (part) pieces.push({ text: decodeEntities(part), marked });
  }
  return pieces;
}

function decodeEntities(text) {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return ENTITIES[name] ?? whole;
    const code = hex ? parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

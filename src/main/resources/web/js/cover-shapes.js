import { html } from './vendor.js';

/** The few figures that the covers' drawings are made of, on a ground of SIZE × SIZE. */
export const SIZE = 200;
export const MIDDLE = SIZE / 2;

export const circle = (cx, cy, r, fill) => html`<circle cx=${cx} cy=${cy} r=${r} fill=${fill} />`;
export const ring = (cx, cy, r, stroke, width) =>
  html`<circle cx=${cx} cy=${cy} r=${r} fill="none" stroke=${stroke} stroke-width=${width} />`;
export const rect = (x, y, width, height, fill, rx = 0) =>
  html`<rect x=${x} y=${y} width=${width} height=${height} rx=${rx} fill=${fill} />`;
export const ellipse = (cx, cy, rx, ry, fill) => html`<ellipse cx=${cx} cy=${cy} rx=${rx} ry=${ry} fill=${fill} />`;
export const shape = (d, fill) => html`<path d=${d} fill=${fill} />`;
export const line = (d, colour, width) => html`<path d=${d} fill="none" stroke=${colour} stroke-width=${width} />`;
export const turned = (angle, children) => html`<g transform=${`rotate(${angle} ${MIDDLE} ${MIDDLE})`}>${children}</g>`;
export const repeat = (count, draw) => Array.from({ length: count }, (_, index) => draw(index));

/** Flat side down before turning. */
export function halfDisc(cx, cy, r, fill, angle) {
  const place = `translate(${cx} ${cy}) rotate(${angle})`;
  return html`<path d=${`M${-r} 0A${r} ${r} 0 0 1 ${r} 0Z`} fill=${fill} transform=${place} />`;
}

/** The area that two circles of the same radius on one height share. */
export function lens(x1, x2, y, r, fill) {
  const x = (x1 + x2) / 2;
  const half = Math.sqrt(r * r - ((x2 - x1) / 2) ** 2);
  return shape(`M${x} ${y - half}A${r} ${r} 0 0 1 ${x} ${y + half}A${r} ${r} 0 0 1 ${x} ${y - half}Z`, fill);
}

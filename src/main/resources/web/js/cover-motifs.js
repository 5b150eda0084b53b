import {
  MIDDLE,
  SIZE,
  circle,
  ellipse,
  halfDisc,
  lens,
  line,
  rect,
  repeat,
  ring,
  shape,
  turned,
} from './cover-shapes.js';

/**
 * The drawings of the typographic covers: a small family of abstract pictures per genre, which may be cropped at their
 * edges. Every choice comes from `random`, so a title always gets the same picture.
 */

function splitDisc({ a, b }, random) {
  const shift = random.between(10, 34);
  return turned(random.pick([0, 0, 90, -35, 35]), [
    halfDisc(MIDDLE - shift, MIDDLE - 3, 62, a, 0),
    halfDisc(MIDDLE + shift, MIDDLE + 3, 62, b, 180),
  ]);
}

function doorway({ a, b }, random) {
  const left = random.between(70, 92);
  const slant = random.between(-60, 60);
  return [
    rect(0, 142, SIZE, 60, b),
    rect(left, 44, 44, 98, a),
    shape(`M${left} 142h44l${slant + 26} 60h-96Z`, a),
    circle(left + 22, 44, 22, a),
  ];
}

function risingArcs({ a, b }, random) {
  const x = random.between(60, 140);
  return repeat(5, i => circle(x, 200, 150 - i * 30, i % 2 ? b : a));
}

function facingDiscs({ field, a, b }, random) {
  const gap = random.between(28, 44);
  const y = random.between(88, 108);
  return [
    circle(MIDDLE - gap, y, 58, a),
    circle(MIDDLE + gap, y, 58, b),
    lens(MIDDLE - gap, MIDDLE + gap, y, 58, field),
  ];
}

function litWindow({ a, b }, random) {
  const lit = random.below(4);
  return repeat(4, i => rect(42 + (i % 2) * 60, 24 + Math.floor(i / 2) * 78, 54, 72, i === lit ? b : a));
}

function slashes({ a, b }, random) {
  let x = -90;
  const bars = [];
  while (x < 260) {
    const width = random.between(6, 34);
    bars.push(shape(`M${x} 210l90 -220h${width}l-90 220Z`, random.chance(0.3) ? b : a));
    x += width + random.between(10, 26);
  }
  return bars;
}

function burst({ a, b }, random) {
  const x = random.between(50, 150);
  const y = random.between(70, 140);
  const rays = random.between(9, 13);
  return [
    repeat(rays, i => {
      const angle = (i / rays) * 2 * Math.PI;
      const spread = Math.PI / rays / 1.9;
      const point = turn => `${x + 260 * Math.cos(turn)} ${y + 260 * Math.sin(turn)}`;
      return shape(`M${x} ${y}L${point(angle - spread)}L${point(angle + spread)}Z`, a);
    }),
    circle(x, y, random.between(20, 34), b),
  ];
}

function chevrons({ a, b }, random) {
  const flip = random.chance(0.5) ? 180 : 0;
  const accent = random.below(5);
  return turned(
    flip,
    repeat(5, i => {
      const y = i * 46;
      return shape(`M-10 ${y - 6}L100 ${y - 66}L210 ${y - 6}v24L100 ${y - 42}L-10 ${y + 18}Z`, i === accent ? b : a);
    }),
  );
}

function halfDiscGrid({ a, b }, random) {
  return repeat(16, i =>
    halfDisc(25 + (i % 4) * 50, 25 + Math.floor(i / 4) * 50, 21, random.chance(0.35) ? b : a, random.below(4) * 90),
  );
}

function grin({ a, b }, random) {
  const tilt = random.between(-18, 18);
  return turned(tilt, [
    circle(66, 62, 15, b),
    random.chance(0.4) ? line('M120 64q14 -16 28 0', b, 9) : circle(134, 62, 15, b),
    halfDisc(MIDDLE, 98, 68, a, 180),
  ]);
}

function confetti({ a, b }, random) {
  return repeat(20, i => {
    const x = 20 + (i % 5) * 40 + random.between(-9, 9);
    const y = 25 + Math.floor(i / 5) * 50 + random.between(-12, 12);
    const r = random.between(7, 19);
    return random.chance(0.5)
      ? circle(x, y, r, random.pick([a, a, b]))
      : halfDisc(x, y, r, random.pick([a, b]), random.between(0, 359));
  });
}

function quarterTiles({ paper, field, a, b }, random) {
  const grounds = [field, field, paper === field ? a : paper, b];
  return repeat(9, i => {
    const x = (i % 3) * 67 - 0.5;
    const y = Math.floor(i / 3) * 67 - 0.5;
    const ground = random.pick(grounds);
    const figure = random.pick([a, b, field].filter(colour => colour !== ground));
    const corner = random.below(4);
    const arc = `M${x + (corner % 2) * 67} ${y + (corner > 1) * 67}`;
    const dx = corner % 2 ? -67 : 67;
    const dy = corner > 1 ? -67 : 67;
    const sweep = dx * dy > 0 ? 1 : 0;
    return [
      rect(x, y, 68, 68, ground),
      random.chance(0.78)
        ? shape(`${arc}h${dx}a67 67 0 0 ${sweep} ${-dx} ${dy}Z`, figure)
        : circle(x + 33.5, y + 33.5, 22, figure),
    ];
  });
}

function mountains({ ink, field, paper, a, b }, random) {
  const far = random.between(70, 100);
  const near = random.between(120, 150);
  const peak = random.between(50, 150);
  const shade = paper === field ? ink : paper;
  return [
    circle(random.between(50, 150), random.between(44, 64), random.between(20, 32), b),
    shape(`M-10 210V${far + 60}L${peak} ${far - 20}L210 ${far + 70}V210Z`, a),
    shape(`M${peak} ${far - 20}l24 30l-12 8l-12 -8l-12 10l-10 -12Z`, shade),
    shape(`M-10 210V${near + 20}Q${peak * 0.6} ${near - 30} ${MIDDLE} ${near + 16}T210 ${near}V210Z`, b),
    shape(`M-10 210V${near + 44}Q${peak} ${near} 210 ${near + 40}V210Z`, field),
  ];
}

function contours({ a, b }, random) {
  const x = random.between(60, 140);
  const y = random.between(60, 140);
  const stretch = random.between(11, 16) / 10;
  return [
    turned(
      random.between(-40, 40),
      repeat(9, i => {
        const rx = (18 + i * 17) * stretch;
        const ry = 14 + i * 15;
        return line(`M${x + i * 2 - rx} ${y - i}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`, a, 4.5);
      }),
    ),
    shape(`M${x} ${y}l-11 -26a12 12 0 1 1 22 0Z`, b),
  ];
}

function orbits({ a, b }, random) {
  const x = random.between(60, 140);
  const y = random.between(70, 130);
  return [
    repeat(5, i => ring(x, y, 34 + i * 25, a, i % 2 ? 1.5 : 3)),
    circle(x, y, 22, b),
    repeat(4, i => {
      const angle = random.between(0, 359) * (Math.PI / 180);
      const r = 34 + (i + 1) * 25;
      return circle(x + r * Math.cos(angle), y + r * Math.sin(angle), random.between(4, 10), i % 2 ? b : a);
    }),
  ];
}

function horizonGrid({ field, a, b }, random) {
  const sun = random.between(44, 60);
  return [
    circle(MIDDLE, 104, sun, b),
    repeat(4, i => rect(0, 84 + i * 9, SIZE, 1.5 + i * 1.2, field)),
    rect(0, 118, SIZE, 90, field),
    repeat(7, i => rect(0, 118 + i * i * 2.3, SIZE, 2, a)),
    line(repeat(11, i => `M${MIDDLE + (i - 5) * 12} 118L${MIDDLE + (i - 5) * 60} 210`).join(''), a, 2),
  ];
}

function eclipse({ field, a, b }, random) {
  const shift = random.between(-22, 22);
  return [
    repeat(26, i => circle(random.between(4, 196), random.between(4, 196), i % 5 ? 1.2 : 2.4, a)),
    circle(MIDDLE, MIDDLE, 60, b),
    circle(MIDDLE + shift, MIDDLE - 10, 57, field),
    circle(MIDDLE + shift, MIDDLE - 10, 57 - random.between(26, 40), a),
  ];
}

function blinds({ a, b }, random) {
  const slant = random.between(-40, 40);
  return [
    circle(MIDDLE + slant, 96, 58, b),
    repeat(10, i => {
      const left = i * 22 - slant * 0.3;
      const right = i * 22 + slant * 0.3;
      return shape(`M-10 ${left}L210 ${right}v${8 + (i % 3)}L-10 ${left + 9}Z`, a);
    }),
  ];
}

function fingerprint({ a, b }, random) {
  return [
    turned(
      random.between(-25, 25),
      repeat(8, i => {
        const r = 9 + i * 10;
        return line(`M${MIDDLE - r} ${118 + i * 5}V${96}a${r} ${r} 0 0 1 ${2 * r} 0v${22 + i * 5}`, i === 3 ? b : a, 4.6);
      }),
    ),
  ];
}

const FIGURE = '#0b0b0c';

function spotlight({ a, b }, random) {
  const from = random.pick([20, 180]);
  const to = random.between(80, 120);
  return [
    shape(`M${from} -10L${to - 62} 168h124Z`, a),
    ellipse(to, 168, 62, 15, b),
    rect(to - 5, 104, 10, 62, FIGURE, 4),
    circle(to, 94, 9, FIGURE),
  ];
}

function teeth({ a, b }, random) {
  const count = random.between(5, 8);
  const width = SIZE / count;
  const row = (base, sign) => {
    const tooth = i => `L${(i + 0.5) * width} ${base + sign * random.between(46, 88)}L${(i + 1) * width} ${base}`;
    return `M0 ${base}${repeat(count, tooth).join('')}Z`;
  };
  return [circle(MIDDLE, MIDDLE, random.between(16, 30), b), shape(row(-4, 1), a), shape(row(204, -1), a)];
}

function drips({ a, b }, random) {
  const drip = () => `V${random.between(40, 150)}a9 9 0 0 0 18 0V${random.between(26, 40)}a4.5 4.5 0 0 1 9 0`;
  const outline = repeat(8, drip);
  return [circle(random.between(60, 140), 132, 34, b), shape(`M-8 -10${outline.join('')}V-10Z`, a)];
}

function slitEye({ field, a, b }, random) {
  const lid = random.between(46, 62);
  return [
    repeat(3, i => line(`M-6 ${MIDDLE - i * 24}Q100 ${MIDDLE - 2 * lid - i * 34} 206 ${MIDDLE - i * 24}`, a, 2.5)),
    shape(`M2 ${MIDDLE}Q100 ${MIDDLE - 2 * lid} 198 ${MIDDLE}Q100 ${MIDDLE + 2 * lid} 2 ${MIDDLE}Z`, a),
    circle(MIDDLE, MIDDLE, 38, b),
    ellipse(MIDDLE, MIDDLE, random.between(5, 12), 31, field),
  ];
}

function crescent({ field, a, b }, random) {
  const x = random.between(80, 120);
  const star = (cx, cy, r) =>
    shape(`M${cx} ${cy - r}q0 ${r} ${r} ${r}q${-r} 0 ${-r} ${r}q0 ${-r} ${-r} ${-r}q${r} 0 ${r} ${-r}Z`, b);
  return [
    circle(x, MIDDLE, 66, a),
    circle(x + 26, MIDDLE - 14, 54, field),
    star(x + 32, MIDDLE - 16, 24),
    repeat(7, () => star(random.between(10, 190), random.between(10, 190), random.between(5, 11))),
  ];
}

function towers({ field, a, b }, random) {
  return [
    circle(random.between(50, 150), 66, 40, b),
    repeat(6, i => {
      const x = i * 36 - 8;
      const top = random.between(70, 140);
      return [rect(x, top, 26, 140, a), shape(`M${x - 4} ${top}l17 -34l17 34Z`, a), rect(x + 10, top + 16, 6, 12, field, 3)];
    }),
  ];
}

function halftone({ a, b }, random) {
  const x = random.between(30, 170);
  const y = random.between(30, 170);
  return repeat(121, i => {
    const cx = (i % 11) * 20;
    const cy = Math.floor(i / 11) * 20;
    const near = 1 - Math.min(1, Math.hypot(cx - x, cy - y) / 190);
    return circle(cx, cy, 1.2 + near * 8.6, near > 0.8 ? b : a);
  });
}

function falling({ a, b }, random) {
  return [
    circle(MIDDLE, 84, 44, b),
    repeat(9, i => {
      const x = i * 24 - 6;
      const top = random.between(96, 168);
      return shape(`M${x} 210V${top}L${x + 24} ${top - random.between(-18, 24)}V210Z`, a);
    }),
    repeat(3, i => shape(`M${random.between(10, 170)} ${16 + i * 26}l13 5l-13 5l3 -5Z`, a)),
  ];
}

function barricade({ a, b }, random) {
  const lean = random.between(14, 30);
  return [
    rect(0, 150, SIZE, 60, a),
    repeat(4, i => turned(i % 2 ? lean : -lean, rect(22 + i * 46, 20 + random.between(0, 26), 13, 190, i === 2 ? b : a))),
  ];
}

function kissingWaves({ a, b }, random) {
  const bend = random.between(30, 58);
  return repeat(6, i => line(`M-10 ${20 + i * 34}q${bend} ${i % 2 ? -38 : 38} 110 0t110 0`, i % 2 ? b : a, 11));
}

function petals({ a, b }, random) {
  const count = random.pick([5, 6, 8]);
  const tilt = random.between(0, 40);
  return [
    repeat(count, i => turned(tilt + (i * 360) / count, ellipse(MIDDLE, 52, 150 / count, 44, a))),
    circle(MIDDLE, MIDDLE, 17, b),
  ];
}

function keyhole({ a, b }, random) {
  const x = random.between(84, 116);
  return [
    repeat(4, i => ring(x, 84, 58 + i * 26, a, 2)),
    circle(x, 84, 40, a),
    shape(`M${x - 14} 84h28l16 94h-60Z`, a),
    circle(x, 84, random.between(9, 16), b),
  ];
}

function fog({ a, b }, random) {
  return [
    circle(random.between(64, 136), 78, 46, b),
    repeat(7, i => rect(random.between(-50, 50), 58 + i * 22, random.between(100, 190), 11, a, 5.5)),
  ];
}

function vortex({ a, b }, random) {
  const step = random.pick([9, -9, 13]);
  return [
    repeat(9, i => {
      const size = 216 - i * 24;
      const corner = MIDDLE - size / 2;
      return turned(i * step, line(`M${corner} ${corner}h${size}v${size}h${-size}Z`, a, 5));
    }),
    circle(MIDDLE, MIDDLE, 9, b),
  ];
}

function target({ a, b }, random) {
  const x = random.between(70, 130);
  const y = random.between(70, 130);
  return [repeat(5, i => ring(x + i * 3, y - i * 2, 22 + i * 24, a, 9)), circle(x, y, 10, b), rect(-5, y - 1.5, 210, 3, b)];
}

function equaliser({ a, b }, random) {
  return repeat(9, i => {
    const height = random.between(36, 160);
    return rect(13 + i * 20, MIDDLE - height / 2, 12, height, random.chance(0.25) ? b : a, 6);
  });
}

function vinyl({ field, a, b }, random) {
  const x = random.between(70, 150);
  return [
    circle(x, 104, 86, a),
    repeat(6, i => ring(x, 104, 40 + i * 8, field, 1.4)),
    circle(x, 104, 30, b),
    circle(x, 104, 5, field),
  ];
}

function mesa({ field, a, b }, random) {
  const left = random.between(24, 60);
  return [
    circle(random.between(70, 140), 96, 50, b),
    repeat(3, i => rect(0, 104 + i * 12, SIZE, 2 + i * 1.5, field)),
    rect(0, 142, SIZE, 70, a),
    shape(`M${left - 20} 144l14 -52h46l14 52Z`, a),
    shape(`M${left + 92} 144l6 -34h28l8 34Z`, a),
  ];
}

function scallops({ field, a, b }, random) {
  const accent = random.below(20);
  return repeat(6, row =>
    repeat(6, column => {
      const x = column * 44 - 10 + (row % 2) * 22;
      const y = 30 + row * 32;
      const fill = row * 4 + column === accent + 4 ? b : a;
      return [circle(x, y, 25, field), circle(x, y, 22, fill), circle(x, y, 14, field), circle(x, y, 7, fill)];
    }),
  );
}

function lanes({ a, b }, random) {
  const accent = random.below(5);
  return repeat(5, i => ring(-10, 210, 60 + i * 36, i === accent ? b : a, 20));
}

function arches({ field, a, b }, random) {
  const lit = random.below(3);
  return [
    rect(0, 20, SIZE, 14, a),
    repeat(3, i => {
      const x = 14 + i * 60;
      return [
        shape(`M${x} 184V84a26 26 0 0 1 52 0V184Z`, i === lit ? b : a),
        shape(`M${x + 11} 184V88a15 15 0 0 1 30 0V184Z`, field),
      ];
    }),
    rect(0, 184, SIZE, 30, a),
  ];
}

function screens({ a, b }, random) {
  const lit = random.below(9);
  return repeat(9, i => rect(14 + (i % 3) * 60, 20 + Math.floor(i / 3) * 58, 52, 44, i === lit ? b : a, 10));
}

const MOTIFS = {
  Drama: [splitDisc, doorway, risingArcs, facingDiscs, litWindow],
  Action: [slashes, burst, chevrons],
  Comedy: [halfDiscGrid, grin, confetti],
  Animation: [quarterTiles],
  Adventure: [mountains, contours],
  'Science Fiction': [orbits, horizonGrid, eclipse],
  Crime: [blinds, fingerprint, spotlight],
  Horror: [teeth, drips, slitEye],
  Fantasy: [crescent, towers],
  Documentary: [halftone],
  War: [falling, barricade],
  Romance: [facingDiscs, kissingWaves, petals],
  Mystery: [keyhole, fog],
  Thriller: [vortex, target],
  Music: [equaliser, vinyl],
  Western: [mesa],
  Family: [scallops],
  Sport: [lanes],
  History: [arches],
  Reality: [screens],
};
const OTHERS = [splitDisc, scallops, contours];

export function drawMotif(genres, palette, random) {
  const genre = genres.find(name => MOTIFS[name]);
  return random.pick(MOTIFS[genre] ?? OTHERS)(palette, random);
}

import { html, ref } from './vendor.js';
import { drawMotif } from './cover-motifs.js';
import { paletteOf } from './cover-palette.js';
import { titleSize } from './cover-type.js';
import { hashOf, seededRandom } from './random.js';

const GROTESQUE_GENRES = new Set([
  'Action',
  'Animation',
  'Crime',
  'Documentary',
  'Horror',
  'Reality',
  'Science Fiction',
  'Sport',
  'Thriller',
]);
const LAYOUTS = ['above', 'above', 'below', 'below', 'plate'];

/** The colours of a title's cover, for what stands around it. */
export function coverPalette(title, moods) {
  return paletteOf(moods ?? [], title.genres ?? [], hashOf(title.name));
}

/**
 * A cover made of type: colours from the mood, picture from the genre, both fixed by the name. A poster replaces it
 * when there is one that loads. Decorative: the name always stands beside it as text.
 */
export const Cover = {
  props: ['title', 'moods'],
  setup(props) {
    const posterFailed = ref(false);
    return () => {
      const { title } = props;
      if (title.poster && !posterFailed.value) {
        return html`
          <div class="cover" aria-hidden="true">
            <img class="cover-poster" src=${title.poster} alt="" loading="lazy" decoding="async"
                 onError=${() => (posterFailed.value = true)} />
          </div>
        `;
      }
      return drawCover(title, props.moods);
    };
  },
};

function drawCover(title, moods) {
  const genres = title.genres ?? [];
  const palette = coverPalette(title, moods);
  const random = seededRandom(hashOf(`${title.name} ${title.year ?? ''}`));
  const capitals = GROTESQUE_GENRES.has(genres[0]);
  const layout = random.pick(LAYOUTS);
  const typeface = capitals ? 'cover-grotesque' : 'cover-serif';
  const colours = {
    '--paper': palette.paper,
    '--ink': palette.ink,
    '--field': palette.field,
    '--title-size': titleSize(title.name, { capitals }),
  };
  return html`
    <div class=${['cover', `cover-${layout}`, typeface]} style=${colours} aria-hidden="true">
      <svg class="cover-art" viewBox="0 0 200 200" preserveAspectRatio="xMidYMid slice">
        ${drawMotif(genres, palette, random)}
      </svg>
      <div class="cover-panel">
        <p class="cover-name">${title.name}</p>
        <p class="cover-line"><span>${genres[0] ?? ''}</span><span>${title.year ?? ''}</span></p>
      </div>
    </div>
  `;
}

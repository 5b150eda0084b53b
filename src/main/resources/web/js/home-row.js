import { html, onBeforeUnmount, onMounted, ref } from './vendor.js';
import { Cover } from './cover.js';
import { tellFollowed, tellShown } from './events.js';
import { NextIcon } from './icons.js';
import { yearLabel } from './labels.js';
import { titleHref } from './search-state.js';
import { TitleActions } from './title-actions.js';
import { marksOf } from './viewer.js';

const HEADINGS = {
  continue: 'Continue watching',
  because: 'Because of what you watched',
  home: 'For you',
  trending: 'Trending now',
  popular: 'Widely watched',
  new: 'New',
  hiddenGems: 'Hidden gems',
  explore: 'Off your usual path',
  similar: 'More like this',
};
/** Shown half, and for as long as a glance takes. */
const SEEN_SHARE = 0.5;
const GLANCE_MS = 400;

/** One list of the front page, scrolled sideways. What comes into view is told. */
export const HomeRow = {
  props: { row: Object },
  setup(props) {
    const list = ref(null);
    const more = ref(false);
    const glances = new Map();
    let seen = null;
    const room = new ResizeObserver(measure);

    const originOf = item => ({
      recommendationId: props.row.recommendationId,
      position: item.rank,
      placement: props.row.placement,
    });

    function measure() {
      const { scrollWidth, clientWidth, scrollLeft } = list.value;
      more.value = scrollWidth - clientWidth - scrollLeft > 8;
    }

    function look(entries) {
      for (const { target, isIntersecting } of entries) {
        clearTimeout(glances.get(target));
        if (!isIntersecting) continue;
        glances.set(target, setTimeout(() => {
          seen.unobserve(target);
          const item = props.row.items.find(one => one.id === target.dataset.id);
          if (item) tellShown(item.id, originOf(item));
        }, GLANCE_MS));
      }
    }

    function page() {
      list.value.scrollBy({ left: list.value.clientWidth * 0.85, behavior: 'smooth' });
    }

    onMounted(() => {
      seen = new IntersectionObserver(look, { threshold: SEEN_SHARE });
      for (const card of list.value.children) seen.observe(card);
      room.observe(list.value);
    });
    onBeforeUnmount(() => {
      seen.disconnect();
      room.disconnect();
      glances.forEach(clearTimeout);
    });

    return () => {
      const { row } = props;
      const label = headingOf(row);
      return html`
        <section class="home-row" data-placement=${row.placement} aria-label=${label}>
          <div class="home-row-head">
            <h2 class="section-heading">${label}</h2>
            ${more.value && html`
              <button type="button" class="icon-button home-row-more" aria-label=${`Further along ${label}`} onClick=${page}>
                <${NextIcon} />
              </button>
            `}
          </div>
          <ul ref=${list} class="home-list" onScroll=${measure}>
            ${row.items.map(item => card(item, originOf(item), label))}
          </ul>
        </section>
      `;
    };
  },
};

export function RowSkeleton() {
  return html`
    <div class="home-row" aria-hidden="true">
      <div class="home-row-head"><span class="bone bone-heading"></span></div>
      <div class="home-list">
        ${Array.from({ length: 8 }, (_, key) => html`
          <div key=${key} class="home-card"><div class="cover bone"></div><span class="bone bone-line"></span></div>
        `)}
      </div>
    </div>
  `;
}

function card(item, origin, label) {
  const why = item.reasons?.map(reason => reason.text).find(text => text && sentence(text) !== label);
  const { opinion } = marksOf(item.id);
  return html`
    <li key=${item.id} class=${['home-card', opinion === 'dislike' && 'is-refused']} data-id=${item.id}>
      <${Cover} title=${item.title} moods=${item.profile?.moods} />
      <h3 class="card-name">
        <a class="card-link" href=${titleHref(item.id)} onClick=${() => tellFollowed(item.id, origin)}>${item.title.name}</a>
      </h3>
      <p class="card-facts">${[yearLabel(item.title), item.title.genres?.[0]].filter(Boolean).join(' · ')}</p>
      ${why && html`<p class="home-why">${why}</p>`}
      <${TitleActions} id=${item.id} name=${item.title.name} origin=${origin} />
    </li>
  `;
}

/** A row that follows one title says which. */
function headingOf({ placement, items }) {
  const own = placement === 'because' && items[0]?.reasons?.find(reason => reason.code === 'becauseYouWatched');
  const shared = own && items.every(item => item.reasons?.some(reason => reason.text === own.text));
  return shared ? sentence(own.text) : (HEADINGS[placement] ?? placement);
}

/** A heading has no full stop. */
function sentence(text) {
  return text.replace(/\.$/, '');
}

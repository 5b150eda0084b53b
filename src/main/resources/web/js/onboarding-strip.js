import { html, ref } from './vendor.js';
import { announce } from './announcer.js';
import { Cover } from './cover.js';
import { answerQuestions, home } from './home.js';
import { welcome } from './viewer.js';

const WANTED = 3;

/** The first questions to somebody new: three titles they like. */
export const OnboardingStrip = {
  props: { items: Array },
  setup(props) {
    const picked = ref([]);
    const working = ref(false);
    const problem = ref(null);

    async function pick(id) {
      picked.value = picked.value.includes(id) ? picked.value.filter(one => one !== id) : [...picked.value, id];
      if (picked.value.length < WANTED) {
        announce(stillWanted());
        return;
      }
      Object.assign(working, { value: true });
      try {
        await answerQuestions(picked.value);
        document.querySelector('.home-row h2')?.scrollIntoView({ block: 'nearest' });
      } catch (failed) {
        problem.value = failed;
        picked.value = [];
      }
      working.value = false;
    }

    function skip() {
      welcome();
      home.questions = null;
    }

    function stillWanted() {
      const left = WANTED - picked.value.length;
      return left === 1 ? 'One more' : `Pick ${left} more`;
    }

    const choice = ({ id, title, profile }) => html`
      <li key=${id} class="choice">
        <button type="button" class="choice-button" data-id=${id} aria-pressed=${String(picked.value.includes(id))}
                aria-label=${`${title.name}, ${title.year ?? ''}`} disabled=${working.value} onClick=${() => pick(id)}>
          <${Cover} title=${title} moods=${profile?.moods} />
          <span class="choice-name">${title.name}</span>
        </button>
      </li>
    `;

    return () => html`
      <section class="onboarding" aria-labelledby="onboarding-heading" aria-busy=${String(working.value)}>
        <div class="onboarding-head">
          <div>
            <h2 id="onboarding-heading" class="section-heading">Three you love?</h2>
            <p class="quiet">${picked.value.length > 0 ? `${stillWanted()}.` : 'Pick three, and this page becomes yours.'}</p>
          </div>
          <button type="button" class="link-button" onClick=${skip}>Not now</button>
        </div>
        ${problem.value && html`<p class="warnings" role="alert">${problem.value.title}</p>`}
        <ul class="choices">${props.items.map(choice)}</ul>
      </section>
    `;
  },
};

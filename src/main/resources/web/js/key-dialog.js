import { html, nextTick, ref, watch } from './vendor.js';
import { keyPrompt } from './session.js';

/** Asks for an API key when the server wants one, or another. The key stays in this tab's session storage. */
export const KeyDialog = {
  setup() {
    const dialog = ref(null);
    const key = ref('');

    watch(() => keyPrompt.open, async open => {
      await nextTick();
      if (open) dialog.value.showModal();
      else dialog.value.close();
    });

    function submit(event) {
      event.preventDefault();
      const given = key.value.trim();
      key.value = '';
      if (given) keyPrompt.answer(given);
    }

    return () => html`
      <dialog ref=${dialog} class="key-dialog" aria-labelledby="key-dialog-title" onCancel=${() => keyPrompt.answer(null)}>
        <form class="key-form" method="dialog" onSubmit=${submit}>
          <h2 id="key-dialog-title">${keyPrompt.problem?.title}</h2>
          <p>${keyPrompt.problem?.detail}</p>
          <label for="api-key">API key</label>
          <input id="api-key" class="text-input" type="password" autocomplete="off" required value=${key.value}
                 onInput=${event => (key.value = event.target.value)} />
          <p class="dialog-actions">
            <button type="button" class="button button-plain" onClick=${() => keyPrompt.answer(null)}>Not now</button>
            <button type="submit" class="button">Use this key</button>
          </p>
        </form>
      </dialog>
    `;
  },
};

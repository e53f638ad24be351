import { createApp, h, ref } from "vue";

createApp({
  setup() {
    const text = ref("");
    return () => [
      h("textarea", { id: "editor", rows: 4, value: text.value, onInput: (event) => (text.value = event.target.value) }),
      h("output", { id: "model" }, text.value),
    ];
  },
}).mount("#app");

// Whether what we put into a page stands on a light or a dark ground. Pages have switches of their own for it, which the
// browser's preference knows nothing of; so their colours are looked at.

(() => {
  const OPAQUE = 128; // of 255
  const DARK = 0.4; // of the way from black to white, as the eye sees it
  /** @type {OffscreenCanvasRenderingContext2D | null} */
  let dot = null;

  /** @param {Element | null} element @returns {"light" | "dark"} */
  function groundOf(element) {
    for (let at = element; at; at = at.parentElement ?? hostOf(at)) {
      const { backgroundColor, backgroundImage, color } = getComputedStyle(at);
      const painted = shadeOf(backgroundColor);
      if (painted.alpha >= OPAQUE) return painted.light < DARK ? "dark" : "light";
      if (backgroundImage.includes("gradient(")) return shadeOf(color).light < DARK ? "light" : "dark"; // one can read it
    }
    const { colorScheme } = getComputedStyle(document.documentElement);
    const either = colorScheme.includes("light");
    return colorScheme.includes("dark") && (!either || matchMedia("(prefers-color-scheme: dark)").matches) ? "dark" : "light";
  }

  /** @param {Element} element */
  function hostOf(element) {
    const root = element.getRootNode();
    return root instanceof ShadowRoot ? root.host : null;
  }

  /** @param {string} colour in any notation: it is painted and looked at */
  function shadeOf(colour) {
    dot ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    if (!dot) return { light: 1, alpha: 0 };
    dot.clearRect(0, 0, 1, 1);
    dot.fillStyle = colour;
    dot.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = dot.getImageData(0, 0, 1, 1).data;
    return { light: (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255, alpha };
  }

  Object.assign(huashu, { groundOf });
})();

/**
 * <vibration-choice>: whether this device may vibrate at the clock's warnings. Off until chosen, and kept here only.
 */
const KEY = "vibrates";

const canVibrate = () => "vibrate" in navigator && navigator.maxTouchPoints > 0;

export const vibrates = () => canVibrate() && localStorage.getItem(KEY) === "1";

class VibrationChoice extends HTMLElement {
  connectedCallback() {
    this.hidden = !canVibrate();
    const box = this.querySelector("input");
    box.checked = vibrates();
    box.onchange = () => {
      localStorage.setItem(KEY, box.checked ? "1" : "0");
      if (box.checked) navigator.vibrate(80); // so one knows what it is like
    };
  }
}

customElements.define("vibration-choice", VibrationChoice);

// A signature is drawn with pen, finger or mouse and travels as a PNG in a hidden input. Who cannot draw one takes the page's other way.
export function startSignature() {
  for (const box of document.querySelectorAll("[data-signature]")) new Signature(box);
}

class Signature {
  constructor(box) {
    this.canvas = box.querySelector("canvas");
    this.input = box.querySelector("input[type=hidden]");
    this.status = box.querySelector(".saved");
    this.canvas.hidden = false;
    box.querySelector(".actions").hidden = false;
    this.clear();
    this.canvas.addEventListener("pointerdown", (event) => this.start(event));
    this.canvas.addEventListener("pointermove", (event) => this.draw(event));
    for (const type of ["pointerup", "pointercancel"]) this.canvas.addEventListener(type, () => this.stop());
    box.querySelector("[data-clear]").addEventListener("click", () => this.clear());
    this.input.form?.addEventListener("submit", () => { this.input.value = this.length > 40 ? this.png() : ""; }, { capture: true });
  }

  clear() {
    const size = this.canvas.getBoundingClientRect();
    // Twice the size on the page is enough for paper and keeps the file small.
    this.canvas.width = size.width * 2;
    this.canvas.height = size.height * 2;
    this.pen = this.canvas.getContext("2d");
    this.pen.fillStyle = "#fff";
    this.pen.fillRect(0, 0, this.canvas.width, this.canvas.height);
    this.pen.strokeStyle = "#111";
    this.pen.lineCap = this.pen.lineJoin = "round";
    this.length = 0;
    this.status.textContent = "";
  }

  place(event) {
    const size = this.canvas.getBoundingClientRect();
    return [(event.clientX - size.left) * this.canvas.width / size.width, (event.clientY - size.top) * this.canvas.height / size.height];
  }

  start(event) {
    if (event.button > 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.last = this.place(event);
    event.preventDefault();
  }

  draw(event) {
    if (!this.last) return;
    for (const part of event.getCoalescedEvents?.() ?? [event]) {
      const [x, y] = this.place(part);
      this.pen.lineWidth = part.pointerType === "pen" && part.pressure ? 2 + part.pressure * 4 : 4;
      this.pen.beginPath();
      this.pen.moveTo(...this.last);
      this.pen.lineTo(x, y);
      this.pen.stroke();
      this.length += Math.hypot(x - this.last[0], y - this.last[1]);
      this.last = [x, y];
    }
  }

  stop() {
    this.last = null;
    if (this.length > 40) this.status.textContent = "Unterschrift erfasst";
  }

  png() { return this.canvas.toDataURL("image/png").split(",")[1]; }
}

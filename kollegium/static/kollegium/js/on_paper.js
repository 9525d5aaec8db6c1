/** What a field holds as it is printed, as text: the field itself would be cut where the page ends. */
addEventListener("beforeprint", () => {
  for (const words of document.querySelectorAll("[data-words-of]")) {
    const field = document.getElementById(words.dataset.wordsOf);
    words.textContent =
      field.type !== "checkbox" ? field.value : field.checked ? field.labels[0].textContent.trim() : "";
  }
});

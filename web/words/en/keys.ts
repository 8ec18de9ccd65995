/** The keys and what they do. */
export const keys = {
  title: 'Keys',
  space: 'Space',
  enter: 'Enter',
  ctrl: 'Ctrl',
  actions: {
    goOn: 'Show the answer; then take the suggested grade',
    grades: 'Again, hard, good, easy',
    undo: 'Take back the last answer, and the one before, and so on',
    edit: 'Edit this card’s note',
    gap: 'A gap found here: add it to the plan',
    bury: 'Put the card aside until tomorrow',
    suspend: 'Suspend the card',
    help: 'These keys',
  },
};

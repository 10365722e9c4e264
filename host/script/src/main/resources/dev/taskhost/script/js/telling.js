// What a task says of itself, and what it is told in confidence.
(function (link) {
  'use strict';

  const { services, callId, answer, told } = link;

  function progress(fraction, text = '') {
    const unknown = fraction === null || fraction === undefined;
    if (!unknown && typeof fraction !== 'number')
      throw new TypeError(`a progress is a number from 0 to 1, or null when the amount is not known, not ${typeof fraction}`);
    if (!unknown && !(fraction >= 0 && fraction <= 1))
      throw new RangeError(`a progress is a number from 0 to 1, not ${fraction}; give null when the amount is not known`);
    if (typeof text !== 'string') throw new TypeError(`the text of a progress is a string, not ${typeof text}; give String(it)`);
    answer(services.call(callId(), 0, 'progress', unknown ? '' : String(fraction), text));
  }
  async function notice(text, { to = [], urgent = false, title = null } = {}) {
    if (typeof text !== 'string') throw new TypeError(`the text of a notice is a string, not ${typeof text}; give String(it)`);
    if (text.trim() === '') throw new RangeError('a notice has no text; give what people are to read');
    if (title !== null && typeof title !== 'string') throw new TypeError(`the title of a notice is a string, not ${typeof title}`);
    const names = Array.isArray(to) ? to : [to ?? []].flat();
    if (!names.every((name) => typeof name === 'string' && name.trim() !== ''))
      throw new TypeError('a notice is to the name of a route or a sender, or to an array of them');
    return told(0, 'notice', JSON.stringify({ text, title, to: names, urgent: Boolean(urgent) }));
  }
  const secret = (name) => told(0, 'secret', String(name));

  return { progress, notice, secret };
})

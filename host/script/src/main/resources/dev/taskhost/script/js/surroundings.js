// The module `taskhost` of JavaScript: the log, the configuration, the clock, and whether the execution was asked to end.
(function (link) {
  'use strict';

  const { host, services, callId, describe } = link;

  // ---- the log --------------------------------------------------------------------------------------------------------
  function shown(value) {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return describe(value);
    try {
      return JSON.stringify(value, (key, one) => (typeof one === 'bigint' ? String(one) : one instanceof Error ? String(one) : one)) ?? String(value);
    } catch {
      return String(value); // a circle
    }
  }
  const logged = (level) => (...values) => void host.log(callId(), level, values.map(shown).join(' '));
  const log = Object.freeze({ debug: logged('DEBUG'), info: logged('INFO'), warn: logged('WARN'), error: logged('ERROR') });

  // ---- the configuration ----------------------------------------------------------------------------------------------
  let files;
  function config(name = 'common') {
    files ??= JSON.parse(host.facts()).conf ?? {};
    if (!Object.hasOwn(files, name))
      throw new Error(`${name}.toml is no file of the host's configuration; there are: ${Object.keys(files).sort().join(', ')}`);
    return JSON.parse(JSON.stringify(files[name])); // the caller's to change
  }

  // ---- the clock ------------------------------------------------------------------------------------------------------
  const now = () => new Date(host.time());
  const zone = () => host.zone();
  const today = () => host.today();

  return { log, config, clock: Object.freeze({ now, today, zone }), cancelled: () => services.stopping(callId()) };
})

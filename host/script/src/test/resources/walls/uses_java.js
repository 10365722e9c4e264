exports.big = () => {
  const BigDecimal = Java.type('java.math.BigDecimal');
  return new BigDecimal('1.10').add(new BigDecimal('2.2')).toPlainString();
};
exports.date = () => Java.type('java.time.LocalDate').of(2026, 2, 28).plusDays(1).toString();

const ways = {
  another: () => Java.type('java.lang.Runtime'),
  sibling: () => Java.type('java.math.MathContext'),
  getClass: () => new (Java.type('java.math.BigDecimal'))('1').getClass().getName(),
  classField: () => Java.type('java.math.BigDecimal').class.forName('java.lang.Runtime'),
  extend: () => Java.extend(Java.type('java.util.ArrayList'), {}),
  from: () => Java.from([]),
  packages: () => Packages.java.math.BigDecimal,
  global: () => java.math.BigDecimal,
  classPath: () => Java.addToClasspath('/tmp'),
};
exports.way = (key, name) => 'REACHED ' + ways[name]();
exports.ways = () => Object.keys(ways);

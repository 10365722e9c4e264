exports.help = () => 'helped';

package dev.taskhost.script.packages;

import java.util.Map;

/** What a module's package is called where the two names differ. Thread-safe (no state). */
final class Distribution {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("attr", "attrs"),
            Map.entry("bs4", "beautifulsoup4"),
            Map.entry("Crypto", "pycryptodome"),
            Map.entry("cv2", "opencv-python"),
            Map.entry("dateutil", "python-dateutil"),
            Map.entry("docx", "python-docx"),
            Map.entry("dotenv", "python-dotenv"),
            Map.entry("git", "GitPython"),
            Map.entry("jose", "python-jose"),
            Map.entry("jwt", "PyJWT"),
            Map.entry("MySQLdb", "mysqlclient"),
            Map.entry("OpenSSL", "pyOpenSSL"),
            Map.entry("PIL", "Pillow"),
            Map.entry("pkg_resources", "setuptools"),
            Map.entry("pymysql", "PyMySQL"),
            Map.entry("serial", "pyserial"),
            Map.entry("skimage", "scikit-image"),
            Map.entry("sklearn", "scikit-learn"),
            Map.entry("slugify", "python-slugify"),
            Map.entry("yaml", "PyYAML"),
            Map.entry("zmq", "pyzmq"));

    private Distribution() {}

    static String of(String module) {
        return NAMES.getOrDefault(module, module);
    }
}

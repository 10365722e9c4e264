package dev.taskhost.app.host;

import dev.taskhost.app.config.WrittenValues;
import dev.taskhost.app.log.Host;
import dev.taskhost.core.json.Json;
import dev.taskhost.pylib.PythonLibrary;
import dev.taskhost.script.library.Library;
import dev.taskhost.script.library.LogRecords;
import java.io.IOException;
import java.util.Map;

/** Makes what scripts are given: the modules as files, the configuration, the host's log. Stateless. */
final class PythonModules {
    private PythonModules() {}

    /**
     * Unpacks the modules where that was not done yet.
     *
     * @param secrets whether scripts may read passwords of the configuration
     * @throws FolderInUseException when they cannot be written
     */
    static Library of(Setup setup, boolean secrets) {
        try {
            return new Library(
                    PythonLibrary.unpackInto(setup.library()), facts(setup, secrets), LogRecords.HOST, setup.clock());
        } catch (IOException e) {
            throw new FolderInUseException("the Python modules for scripts cannot be put into " + setup.library() + " ("
                    + e + "); give the user who runs taskhost the right to write there");
        }
    }

    /**
     * What bodies are told of the host, as a JSON object.
     *
     * @param secrets whether with passwords of the configuration
     */
    static String facts(Setup setup, boolean secrets) {
        WrittenValues written = setup.configuration().written();
        Host host = Host.here();
        return Json.write(Map.of(
                "conf",
                secrets ? written.reveal() : written.withoutSecrets(),
                "conf_folder",
                setup.configuration().folder().toAbsolutePath().normalize().toString(),
                "host_name",
                host.name(),
                "host_ip",
                host.ip()));
    }
}

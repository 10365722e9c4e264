package dev.taskhost.app.command;

import dev.taskhost.app.config.Configuration;
import dev.taskhost.app.host.Setup;
import dev.taskhost.script.network.NetworkGuard;
import java.nio.file.Path;
import java.util.Optional;

/** Makes a {@link Setup} from the command line and the configuration it names. */
final class Setups {
    private Setups() {}

    /** For commands that touch no task bodies. */
    static Setup read(CommonOptions common) {
        return read(common, new FolderOptions());
    }

    /**
     * What the command line names wins over the configuration.
     *
     * @throws dev.taskhost.app.config.ConfigurationException with everything that is wrong
     */
    static Setup read(CommonOptions common, FolderOptions folders) {
        Configuration configuration = Configuration.load(
                common.home().folder(),
                common.conf(),
                common.env(),
                common.home().environment());
        if (configuration.common().scripts().access().restricted()) {
            NetworkGuard.prepare(); // before anything opens a socket
        }
        Optional<Path> data = common.data();
        return new Setup(
                configuration,
                data.orElse(configuration.common().data()),
                folders.scripts().orElse(configuration.common().scripts().dir()),
                folders.plugins().orElse(configuration.common().plugins().dir()),
                common.home().clock());
    }
}

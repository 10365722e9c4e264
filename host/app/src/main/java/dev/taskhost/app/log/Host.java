package dev.taskhost.app.log;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;

/**
 * This machine's name and address, as they stand in every line. Found without a packet or a name server, so that a
 * broken network does not delay the start.
 *
 * @param name the host's name, "localhost" if the system does not tell
 * @param ip an IPv4 address other hosts may use, "127.0.0.1" if there is none
 */
public record Host(String name, String ip) {
    private static final Path LINUX_NAME = Path.of("/proc/sys/kernel/hostname");

    /** Looks both up. */
    public static Host here() {
        return new Host(findName(), findIp());
    }

    private static String findName() {
        try {
            if (Files.isReadable(LINUX_NAME)) {
                return Files.readString(LINUX_NAME).strip();
            }
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            // UnknownHostException: the machine has a name that nothing resolves; the environment may still know it.
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
        }
    }

    private static String findIp() {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress() && !a.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .orElse("127.0.0.1");
        } catch (IOException e) {
            // SocketException: no access to the interfaces (a sandbox); the loopback address is the truth then.
            return "127.0.0.1";
        }
    }
}

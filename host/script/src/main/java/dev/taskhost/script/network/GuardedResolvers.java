package dev.taskhost.script.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The JDK's own name resolution, which scripts reach as far as their {@link NetworkGuard} lets them. The JDK finds it by its service file. */
public final class GuardedResolvers extends InetAddressResolverProvider {
    private static volatile boolean inPlace;

    /** By the JDK. */
    public GuardedResolvers() {}

    /** Whether the JDK has asked us. */
    static boolean areInPlace() {
        return inPlace;
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        inPlace = true;
        return new Resolver(configuration);
    }

    @Override
    public String name() {
        return "taskhost";
    }

    private record Resolver(Configuration configuration) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            Optional<NetworkGuard> guard = NetworkGuard.here();
            if (guard.isPresent() && !host.equals(configuration.lookupLocalHostName())) {
                guard.get().requireName(host);
            }
            Stream<InetAddress> found = configuration.builtinResolver().lookupByName(host, policy);
            Optional<NetworkGuard> listens = NetworkGuard.armed();
            if (listens.isEmpty()) {
                return found;
            }
            List<InetAddress> addresses = found.toList();
            listens.get().resolved(host, addresses);
            return addresses.stream();
        }

        @Override
        public String lookupByAddress(byte[] bytes) throws UnknownHostException {
            Optional<NetworkGuard> guard = NetworkGuard.here();
            if (guard.isPresent()) {
                guard.get().requireAddress(InetAddress.getByAddress(bytes));
            }
            return configuration.builtinResolver().lookupByAddress(bytes);
        }
    }
}

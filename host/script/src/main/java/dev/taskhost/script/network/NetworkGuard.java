package dev.taskhost.script.network;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.AccessDeniedException;
import java.security.Security;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds scripts to a {@link NetworkList}: every socket and every name that is asked for from within a script passes here, whatever
 * the script did to its language's modules, and nobody else's does. GraalPy's sockets are the JDK's channels, which come from the
 * JVM's one {@link SelectorProvider}; {@link GuardedProvider} is that one. There is one guard at a time. Thread-safe.
 */
public final class NetworkGuard implements AutoCloseable {
    private static final String PROVIDER = "java.nio.channels.spi.SelectorProvider";
    private static final Logger LOG = LoggerFactory.getLogger(NetworkGuard.class);
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final AtomicReference<@Nullable NetworkGuard> ARMED = new AtomicReference<>();

    private final NetworkList list;
    private final UnaryOperator<String> told;
    private final KnownAddresses known = new KnownAddresses();

    private NetworkGuard(NetworkList list, UnaryOperator<String> told) {
        this.list = list;
        this.told = told;
    }

    /**
     * Has the JVM take its channels from us. To be called before anything opens one: the JVM asks once. What it does not reach is
     * found out by {@link #arm}.
     */
    public static void prepare() {
        if (System.getProperty(PROVIDER) == null && GuardedProvider.isPossible()) {
            System.setProperty(PROVIDER, GuardedProvider.class.getName());
        }
        // Else a script that asks for a name it may not have would have the JDK tell the host for ten seconds that
        // there is none.
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    /**
     * Holds scripts to a list, until {@link #close}.
     *
     * @param told is given the text of each refusal, on the thread of who was refused, and gives what to say there
     * @return empty when that cannot be done; then nobody may be given sockets, and the log says why
     */
    public static Optional<NetworkGuard> arm(NetworkList list, UnaryOperator<String> told) {
        prepare();
        String why = whyNot();
        if (!why.isEmpty()) {
            LOG.error("Scripts get no sockets, and cannot wait for any (asyncio.run): {}", why);
            return Optional.empty();
        }
        NetworkGuard guard = new NetworkGuard(list, told);
        if (!ARMED.compareAndSet(null, guard)) {
            LOG.error("Scripts get no sockets: others in this process are held to a list of their own.");
            return Optional.empty();
        }
        return Optional.of(guard);
    }

    private static String whyNot() {
        if (!GuardedProvider.isPossible()) {
            return "the JVM hides its own channels from us. Start it with " + GuardedProvider.OPTION
                    + ", as the taskhost launcher does.";
        }
        SelectorProvider provider = SelectorProvider.provider();
        if (!(provider instanceof GuardedProvider)) {
            return "this JVM takes its channels from " + provider.getClass().getName() + ". Start it with -D" + PROVIDER
                    + "=" + GuardedProvider.class.getName() + ".";
        }
        try {
            var _ = InetAddress.getByName("localhost"); // has the JDK look for who resolves names
        } catch (UnknownHostException e) {
            LOG.debug("This machine does not know localhost: {}", e.toString());
        }
        return GuardedResolvers.areInPlace()
                ? ""
                : "this JVM resolves names without asking " + GuardedResolvers.class.getName() + ".";
    }

    /** The guard for who asks now: empty unless that is a script and one is armed. */
    static Optional<NetworkGuard> here() {
        NetworkGuard armed = ARMED.get();
        return armed != null && isScript() ? Optional.of(armed) : Optional.empty();
    }

    /** The guard that is armed, whoever asks. */
    static Optional<NetworkGuard> armed() {
        return Optional.ofNullable(ARMED.get());
    }

    /** Whatever a script has done, it was an interpreter that did it, on the thread that is asked. */
    private static boolean isScript() {
        return STACK.walk(
                frames -> frames.anyMatch(frame -> frame.getClassName().startsWith("com.oracle.graal.")
                        || frame.getClassName().startsWith("com.oracle.truffle.")));
    }

    /** Throws unless the list allows to speak to that address. */
    void require(SocketAddress remote) throws AccessDeniedException {
        if (!permits(remote)) {
            throw refusal(shown(remote) + " is not in scripts.network, which lists what scripts may speak to");
        }
    }

    /** Whether the list allows to speak to that address. */
    boolean permits(@Nullable SocketAddress remote) {
        if (!(remote instanceof InetSocketAddress address) || address.getAddress() == null) {
            return false;
        }
        int port = address.getPort();
        return list.has(address.getAddress(), port)
                || known.any(address.getAddress(), name -> list.hasName(name, port));
    }

    /** To be thrown: what was asked for is never given to scripts. */
    AccessDeniedException refusal(String what) {
        String text = told.apply(what);
        return new AccessDeniedException(text);
    }

    /** Throws unless that name may be asked for. */
    void requireName(String host) throws UnknownHostException {
        if (!list.hasName(host)) {
            throw new UnknownHostException(
                    told.apply(host + " is not in scripts.network, so its name is not resolved for scripts"));
        }
    }

    /** Throws unless the name of that address may be asked for. */
    void requireAddress(InetAddress address) throws UnknownHostException {
        boolean listed = list.blocks().stream().anyMatch(entry -> entry.block().has(address))
                || known.any(address, list::hasName);
        if (!listed) {
            throw new UnknownHostException(address.getHostAddress());
        }
    }

    /** A name has those addresses: if it is listed, they are permitted from now on. */
    void resolved(String host, Collection<InetAddress> addresses) {
        if (list.hasName(host)) {
            known.add(host, addresses);
        }
    }

    private static String shown(SocketAddress remote) {
        return remote instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : remote.toString();
    }

    /** Whoever is open stays held to it; new sockets of scripts are not. */
    @Override
    public void close() {
        ARMED.compareAndSet(this, null);
    }
}

package dev.taskhost.script.network;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's channels, as they are for everybody but scripts under a {@link NetworkGuard}. The JVM makes one, where the system property
 * {@code java.nio.channels.spi.SelectorProvider} names this class. Thread-safe.
 */
public final class GuardedProvider extends SelectorProvider {
    /** Without it the JDK's own provider cannot be reached from a class that takes its place. */
    static final String OPTION = "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED";

    private final SelectorProvider real;

    /**
     * By the JVM.
     *
     * @throws IllegalStateException when it was started without {@link #OPTION}
     */
    public GuardedProvider() {
        try {
            this.real = jdk();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "the JDK's own channels cannot be reached; start the JVM with " + OPTION, e);
        }
    }

    /** Whether the JVM lets this class reach what it stands for. */
    static boolean isPossible() {
        try {
            return jdk().getClass() != GuardedProvider.class;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static SelectorProvider jdk() throws ReflectiveOperationException {
        Class<?> maker = Class.forName("sun.nio.ch.DefaultSelectorProvider");
        return (SelectorProvider) maker.getMethod("get").invoke(null);
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        Optional<NetworkGuard> guard = NetworkGuard.here();
        return guard.isPresent()
                ? new GuardedSocket(this, real.openSocketChannel(), guard.get())
                : real.openSocketChannel();
    }

    @Override
    public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
        Optional<NetworkGuard> guard = NetworkGuard.here();
        return guard.isPresent()
                ? new GuardedSocket(this, real.openSocketChannel(family), guard.get())
                : real.openSocketChannel(family);
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        refuseServer();
        return real.openServerSocketChannel();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
        refuseServer();
        return real.openServerSocketChannel(family);
    }

    private static void refuseServer() throws IOException {
        Optional<NetworkGuard> guard = NetworkGuard.here();
        if (guard.isPresent()) {
            throw guard.get().refusal("a socket that listens; scripts may only call others");
        }
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        Optional<NetworkGuard> guard = NetworkGuard.here();
        return guard.isPresent()
                ? new GuardedDatagrams(this, real.openDatagramChannel(), guard.get())
                : real.openDatagramChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        Optional<NetworkGuard> guard = NetworkGuard.here();
        return guard.isPresent()
                ? new GuardedDatagrams(this, real.openDatagramChannel(family), guard.get())
                : real.openDatagramChannel(family);
    }

    @Override
    public Pipe openPipe() throws IOException {
        return real.openPipe();
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        AbstractSelector selector = real.openSelector();
        return NetworkGuard.here().isPresent() ? new GuardedSelector(this, selector) : selector;
    }

    @Override
    public @Nullable Channel inheritedChannel() throws IOException {
        return NetworkGuard.here().isPresent() ? null : real.inheritedChannel();
    }
}

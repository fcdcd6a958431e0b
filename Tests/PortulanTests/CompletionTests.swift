import Localization
import Terminal
import Testing
import portulan

@Suite("Completion scripts")
struct CompletionTests {
    @Test("Scripts explain options in words, never in keys", arguments: CompletionScript.Shell.allCases)
    func words(shell: CompletionScript.Shell) async {
        let run = await Run(["--generate-completion-script", shell.rawValue, "--lang", "en"])
        #expect(run.status == .success)
        #expect(run.output.contains("inspect") && run.output.contains("delimiter"))
        #expect(run.output.firstRange(of: /cli\.[a-z]+\.[a-z.]+/) == nil)
        if shell != .bash { #expect(run.output.contains("Say what a file is")) }
    }

    @Test("The shell is that of the person where none is named")
    func ambient() async {
        let named = await Run(["--generate-completion-script", "zsh"])
        let ambient = await Run(["--generate-completion-script"], environment: ["SHELL": "/usr/bin/zsh"])
        #expect(ambient.output == named.output)
    }
}

package watch

func notTold(fileSystem string) Words {
	return Words{
		"ネットワークや共有のドライブ（" + fileSystem + "）では変更の通知が届かないことがあります",
		"on a network drive or a shared folder (" + fileSystem + ") not every change is told of",
	}
}
